import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useRef } from 'react';
import { t } from '../i18n/i18n.ts';
import './small.css';

/** A paper as it will be printed: the PDF itself, or children laid out on an A4 sheet. */
export function PrintFrame(props: {
  title: string;
  /** Address of the PDF, same origin. */
  pdf?: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  const frame = useRef<HTMLIFrameElement>(null);
  const print = () => (props.pdf ? frame.current?.contentWindow?.print() : window.print());
  return (
    <section className="print-frame">
      <div className="print-frame-bar no-print">
        <strong>{props.title}</strong>
        {props.actions}
        {props.pdf && (
          <Button icon={<DownloadOutlined />} href={props.pdf} download>
            {t('下载')}
          </Button>
        )}
        <Button icon={<PrinterOutlined />} onClick={print}>
          {t('打印')}
        </Button>
      </div>
      {props.pdf ? (
        <>
          <iframe ref={frame} src={`${props.pdf}#toolbar=0&view=FitH`} title={props.title} className="print-pdf" />
          <a className="print-pdf-link" href={props.pdf} target="_blank" rel="noreferrer">
            {t('打开文书 PDF')}
          </a>
        </>
      ) : (
        <article className="print-sheet">{props.children}</article>
      )}
    </section>
  );
}
