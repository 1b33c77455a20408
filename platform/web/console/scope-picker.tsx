import { DownOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Popover } from 'antd';
import { useState } from 'react';
import { RegionPicker } from '../components/region-picker.tsx';
import { t } from '../i18n/i18n.ts';
import { useRegions } from '../regions.ts';
import { useScope, useSetSearch } from '../search.ts';
import { useSession } from '../session.ts';

/** The region that the screen is about, as a breadcrumb that is always visible; a press changes it. */
export function ScopePicker() {
  const session = useSession();
  const scope = useScope();
  const regions = useRegions();
  const setSearch = useSetSearch();
  const [isOpen, setOpen] = useState(false);
  const path = useQuery({
    queryKey: ['regions', 'path', scope],
    queryFn: () => regions?.path(scope) ?? [],
    enabled: Boolean(regions),
    staleTime: 600_000,
  });
  const own = { code: session.actor.regionCode, name: session.actor.regionName };
  const trail = path.data && path.data.length > 0 ? path.data : [own];
  const pick = (code: string) => {
    setSearch({ scope: code === own.code ? undefined : code, cursor: undefined, page: undefined, sel: undefined });
    setOpen(false);
  };
  const crumbs = (
    <button
      type="button"
      className="plain-button scope"
      aria-label={t('当前范围：{name}', { name: trail.map((region) => region.name).join(' ▸ ') })}
      disabled={!regions}
    >
      {trail.map((region, i) => (
        <span key={region.code} className={i === trail.length - 1 ? 'scope-here' : 'scope-above'}>
          {region.name}
        </span>
      ))}
      {regions && <DownOutlined />}
    </button>
  );
  if (!regions) return crumbs;
  return (
    <Popover
      arrow={false}
      trigger="click"
      placement="bottomLeft"
      open={isOpen}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<RegionPicker value={scope} onPick={(region) => pick(region.code)} />}
    >
      {crumbs}
    </Popover>
  );
}
