import { DownOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { t } from '../i18n/i18n.ts';
import { useRegions } from '../regions.ts';
import { useScope } from '../search.ts';
import { RegionPicker } from './region-picker.tsx';

/** One division, as a field of a form: `<Field kind="own" control={<RegionField />} />`; the value is its 12 digits. */
export function RegionField(props: {
  id?: string;
  value?: string;
  onChange?: (code: string) => void;
  isDisabled?: boolean;
}) {
  const regions = useRegions();
  const scope = useScope();
  const [isOpen, setOpen] = useState(false);
  const { value } = props;
  const path = useQuery({
    queryKey: ['regions', 'path', value],
    queryFn: () => regions?.path(value ?? '') ?? [],
    enabled: Boolean(regions && value),
    staleTime: 600_000,
  });
  const words = value ? path.data?.map((region) => region.name).join(' ▸ ') || value : t('请选择');
  return (
    <Popover
      trigger="click"
      arrow={false}
      placement="bottomLeft"
      open={isOpen}
      onOpenChange={setOpen}
      destroyOnHidden
      content={
        <RegionPicker
          value={value ?? scope}
          onPick={(region) => {
            props.onChange?.(region.code);
            setOpen(false);
          }}
        />
      }
    >
      <Button
        {...(props.id ? { id: props.id } : {})}
        disabled={props.isDisabled ?? false}
        className="field-full region-field"
        icon={<DownOutlined />}
        iconPlacement="end"
      >
        <span className={value ? '' : 'soft'}>{words}</span>
      </Button>
    </Popover>
  );
}
