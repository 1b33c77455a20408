import { StarOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { RefusedRequest, readApiError, sameOriginFetch } from '../api.ts';
import { t } from '../i18n/i18n.ts';
import { type Search, useSearch, useSetSearch } from '../search.ts';
import { Empty } from './empty.tsx';
import { ErrorSentence } from './error-sentence.tsx';
import './saved-views.css';

type SavedView = { id: string; name: string; query: Record<string, unknown> };

/** Where one is in a list is not part of what one looks for. */
const passing = new Set(['cursor', 'page', 'sel', 'scope', 'gallery']);

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await sameOriginFetch(`/api/saved-views${path}`, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new RefusedRequest(await readApiError(response));
  return (await response.json()) as T;
}

/** Filters that a person keeps for a list, on the server; for the `saved` slot of `DataList`. */
export function SavedViews({ screen }: { screen: string }) {
  const search = useSearch();
  const setSearch = useSetSearch();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const key = ['saved-views', screen];
  const views = useQuery({
    queryKey: key,
    queryFn: () => call<SavedView[]>('GET', `?screen=${encodeURIComponent(screen)}`),
    enabled: isOpen,
  });
  const set = Object.fromEntries(Object.entries(search).filter(([one]) => !passing.has(one)));

  const change = async (task: () => Promise<unknown>) => {
    if (isBusy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await task();
      await queries.invalidateQueries({ queryKey: key });
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const save = () =>
    change(async () => {
      await call('POST', '', { screen, name: name.trim(), query: set });
      setName('');
    });
  const open = (view: SavedView) => {
    const cleared: Record<string, undefined> = Object.fromEntries(
      Object.keys(search)
        .filter((one) => one !== 'scope')
        .map((one) => [one, undefined]),
    );
    setSearch({ ...cleared, ...(view.query as Search) });
    setOpen(false);
  };

  return (
    <Popover
      arrow={false}
      trigger="click"
      placement="bottomRight"
      open={isOpen}
      onOpenChange={setOpen}
      content={
        <div className="saved-views">
          <ErrorSentence error={views.error ?? failure} />
          {views.data?.length === 0 && <Empty compact reason={t('还没有保存的筛选')} />}
          <ul>
            {views.data?.map((view) => (
              <li key={view.id}>
                <button type="button" className="plain-button saved-view" onClick={() => open(view)}>
                  {view.name}
                </button>
                <button
                  type="button"
                  className="link-button"
                  aria-label={t('删除{name}', { name: view.name })}
                  onClick={() => void change(() => call('DELETE', `/${view.id}`))}
                >
                  {t('删除')}
                </button>
              </li>
            ))}
          </ul>
          {Object.keys(set).length > 0 && (
            <div className="saved-views-new">
              <Input
                maxLength={40}
                placeholder={t('给当前筛选起个名字')}
                value={name}
                onChange={(event) => setName(event.target.value)}
                onPressEnter={() => name.trim() && void save()}
              />
              <Button loading={isBusy} disabled={!name.trim()} onClick={() => void save()}>
                {t('保存')}
              </Button>
            </div>
          )}
        </div>
      }
    >
      <Button type="text" icon={<StarOutlined />} aria-label={t('我的筛选')} title={t('我的筛选')} />
    </Popover>
  );
}
