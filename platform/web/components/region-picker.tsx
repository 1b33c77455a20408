import { useQuery } from '@tanstack/react-query';
import { Spin } from 'antd';
import { useState } from 'react';
import { t } from '../i18n/i18n.ts';
import type { Region } from '../module.ts';
import { useRegions } from '../regions.ts';
import { ErrorSentence } from './error-sentence.tsx';
import './region-picker.css';

function Column(props: {
  parent: string;
  picked: string | undefined;
  onOpen: (region: Region) => void;
  onPick: (region: Region) => void;
}) {
  const regions = useRegions();
  const children = useQuery({
    queryKey: ['regions', 'children', props.parent],
    queryFn: () => regions?.children(props.parent) ?? [],
    staleTime: 600_000,
  });
  if (children.error) return <ErrorSentence error={children.error} retry={() => void children.refetch()} />;
  if (children.isPending) {
    return (
      <div className="region-column region-column-wait">
        <Spin size="small" />
      </div>
    );
  }
  return (
    <ul className="region-column">
      {children.data.map((region) => (
        <li key={region.code} className={region.code === props.picked ? 'is-picked' : ''}>
          <button type="button" className="plain-button region-name" onClick={() => props.onPick(region)}>
            {region.name}
          </button>
          {region.hasChildren && (
            <button
              type="button"
              className="plain-button region-open"
              aria-label={t('展开{name}', { name: region.name })}
              onClick={() => props.onOpen(region)}
            >
              ›
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Columns of divisions from the top of what this person may see; a press on the name picks, the arrow goes deeper. */
export function RegionPicker({ value, onPick }: { value: string | undefined; onPick: (region: Region) => void }) {
  const regions = useRegions();
  const path = useQuery({
    queryKey: ['regions', 'path', value],
    queryFn: () => regions?.path(value ?? '') ?? [],
    staleTime: 600_000,
  });
  const [opened, setOpened] = useState<string[]>();
  const trail = path.data ?? [];
  const top = trail[0];
  const parents = opened ?? trail.filter((region, i) => region.hasChildren || i < trail.length - 1).map((r) => r.code);
  return (
    <div className="region-picker">
      {top && (
        <button type="button" className="plain-button region-top" onClick={() => onPick(top)}>
          {t('全部：{name}', { name: top.name })}
        </button>
      )}
      <div className="region-columns">
        {(parents.length > 0 ? parents : top ? [top.code] : []).map((parent, depth, all) => (
          <Column
            key={parent}
            parent={parent}
            picked={all[depth + 1] ?? value}
            onPick={onPick}
            onOpen={(region) => setOpened([...all.slice(0, depth + 1), region.code])}
          />
        ))}
      </div>
    </div>
  );
}
