import { Button, Drawer, Form, type FormInstance } from 'antd';
import { type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { v7 } from 'uuid';
import { toApiError } from '../api.ts';
import { dateWords } from '../days.ts';
import { t } from '../i18n/i18n.ts';
import { recall, remember } from '../remembered.ts';
import { SessionContext } from '../session.ts';
import { ErrorSentence } from './error-sentence.tsx';
import './form.css';

type Draft<Values> = { id: string; at: string; values: Partial<Values> };

/** Dotted field path of the API (`items.0.dueOn`) → antd's name path. */
export const namePath = (path: string): (string | number)[] =>
  path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/** Puts the API's sentences at their fields; returns the error when something of it has no field to stand at. */
export function showFieldErrors(form: FormInstance, error: unknown): unknown {
  const { fields } = toApiError(error);
  const known = new Set(form.getFieldsError().map((field) => field.name.join('.')));
  const at = Object.entries(fields).filter(([path]) => known.has(path));
  form.setFields(at.map(([path, message]) => ({ name: namePath(path), errors: [message] })) as never);
  if (at.length > 0) form.scrollToField(namePath(at[0]?.[0] ?? '') as never, { block: 'center', focus: true });
  return at.length > 0 && at.length === Object.keys(fields).length ? undefined : error;
}

export type FormDrawerProps<Values extends object> = {
  isOpen: boolean;
  title: string;
  /** Names the draft in this browser: `hazard-report`, `inspection-<id>`. Without it nothing is kept. */
  draftKey?: string;
  initial?: Partial<Values>;
  /** Verb on the button. */
  submitLabel: string;
  /** What the submission causes, above the button; only where it cannot be undone. */
  consequence?: ReactNode;
  /**
   * `id` is a UUIDv7 that stays the same until the form was accepted: use it as the record's id, so that a repeated
   * submission cannot make a second record. Throw to keep the form open.
   */
  onSubmit: (values: Values, id: string) => Promise<void>;
  onClose: () => void;
  children: ReactNode | ((form: FormInstance<Values>) => ReactNode);
  width?: number;
  newId?: () => string;
};

/** A form beside the screen: errors at their fields, draft kept, no double submission, no text lost. */
export function FormDrawer<Values extends object>(props: FormDrawerProps<Values>) {
  const { draftKey, newId = v7 } = props;
  const [form] = Form.useForm<Values>();
  const [isBusy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [restored, setRestored] = useState<string>();
  const isDirty = useRef(false);
  const isKept = useRef(false);
  const id = useRef('');
  const account = useContext(SessionContext)?.account.id ?? 'nobody';
  // One person's draft is never shown to the next one at the same computer.
  const key = draftKey && `draft.${account}.${draftKey}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the opening starts a new form
  useEffect(() => {
    if (!props.isOpen) return;
    const draft = key ? recall<Draft<Values>>(key) : undefined;
    id.current = draft?.id ?? newId();
    isDirty.current = Boolean(draft);
    isKept.current = Boolean(draft);
    setRestored(draft?.at);
    setFailure(undefined);
    setAsking(false);
    form.resetFields();
    form.setFieldsValue({ ...props.initial, ...draft?.values } as never);
  }, [props.isOpen]);

  useEffect(() => {
    if (!props.isOpen) return undefined;
    const warn = (event: BeforeUnloadEvent) => {
      if (isDirty.current && !isKept.current) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [props.isOpen]);

  const keep = (changed: object) => {
    // A fault that the server found stands no longer once the field was changed; rules tell their own again.
    const mended = form.getFieldsError().filter(({ name, errors }) => errors.length > 0 && String(name[0]) in changed);
    if (mended.length > 0) form.setFields(mended.map(({ name }) => ({ name, errors: [] })) as never);
    isDirty.current = true;
    if (!key) return;
    const draft: Draft<Values> = { id: id.current, at: new Date().toISOString(), values: form.getFieldsValue(true) };
    isKept.current = remember(key, draft);
  };

  const discard = () => {
    if (key) remember(key, undefined);
    isDirty.current = false;
  };

  const close = () => {
    if (isBusy) return;
    if (isDirty.current && !isKept.current) return setAsking(true);
    props.onClose();
  };

  const submit = async () => {
    if (isBusy) return;
    setFailure(undefined);
    const values = await form.validateFields().catch((refused: { errorFields?: { name: (string | number)[] }[] }) => {
      const first = refused.errorFields?.[0]?.name;
      if (first) form.scrollToField(first as never, { block: 'center', focus: true });
    });
    if (!values) return;
    setBusy(true);
    try {
      await props.onSubmit(values as Values, id.current);
      discard();
      props.onClose();
    } catch (error) {
      setFailure(showFieldErrors(form, error));
    } finally {
      setBusy(false);
    }
  };

  const startOver = () => {
    discard();
    id.current = newId();
    setRestored(undefined);
    form.resetFields();
    form.setFieldsValue((props.initial ?? {}) as never);
  };

  return (
    <Drawer
      open={props.isOpen}
      title={props.title}
      size={props.width ?? 520}
      onClose={close}
      mask={{ closable: false }}
      rootClassName="form-drawer"
      footer={
        <div className="form-foot">
          {failure ? <ErrorSentence error={failure} /> : null}
          {isAsking ? (
            <div className="form-leave" role="alert">
              <span>{t('填写的内容尚未保存，关闭后将丢失')}</span>
              <Button danger onClick={props.onClose}>
                {t('不保存')}
              </Button>
              <Button type="primary" onClick={() => setAsking(false)}>
                {t('继续填写')}
              </Button>
            </div>
          ) : (
            <div className="form-acts">
              {props.consequence && <p className="form-consequence">{props.consequence}</p>}
              <Button onClick={close} disabled={isBusy}>
                {t('取消')}
              </Button>
              <Button type="primary" loading={isBusy} onClick={() => void submit()}>
                {props.submitLabel}
              </Button>
            </div>
          )}
        </div>
      }
    >
      {restored && (
        <p className="form-restored">
          {t('已恢复 {at} 的草稿', { at: dateWords(restored) })}
          <button type="button" className="link-button" onClick={startOver}>
            {t('清空重填')}
          </button>
        </p>
      )}
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={(label, { required }) => (
          <>
            {label}
            {!required && <span className="form-optional">{t('选填')}</span>}
          </>
        )}
        scrollToFirstError
        disabled={isBusy}
        onValuesChange={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
        }}
      >
        {typeof props.children === 'function' ? props.children(form) : props.children}
      </Form>
    </Drawer>
  );
}
