import { Button, Form } from 'antd';
import { useState } from 'react';
import type { OrganisationDetail, Post } from '#modules/organisations/contract';
import { ActionBar } from '#platform/web/components/action-bar.tsx';
import { Empty } from '#platform/web/components/empty.tsx';
import { Field, FieldGrid } from '#platform/web/components/field.tsx';
import { FormDrawer } from '#platform/web/components/form-drawer.tsx';
import { RecordLink } from '#platform/web/components/record-link.tsx';
import { RegionField } from '#platform/web/components/region-field.tsx';
import { StateTag } from '#platform/web/components/state-tag.tsx';
import { dayOf } from '#platform/web/days.ts';
import { t } from '#platform/web/i18n/i18n.ts';
import { organisationsApi } from '../organisations.client.ts';
import { GridSelect, PersonSelect } from '../selects.tsx';
import { roleOptions } from '../words.ts';
import type { TabProps } from './organisation.page.tsx';

/** Those who held the post before; who is to come stands here as well. */
const formerOf = (post: Post) => post.history.filter((one) => one.id !== post.holder?.id);

type PostForm = { title: string; role: string; regionCode: string; gridId?: string | null; isRequired: boolean };
type Appointment = { personId: string; fromOn: string; handoverNote?: string };

/** Significant digits of a division's code: the reach of a post. */
const prefixOf = (code: string) => code.replace(/(?:0{10}|0{8}|0{6}|0{3})$/, '');

const period = (from: string, to: string | null) => (to ? t('{from} 至 {to}', { from, to }) : t('{from} 起', { from }));

/** The grid of a grid worker's post, within the reach chosen above it. */
function PostGridField({
  organisation,
  known,
}: {
  organisation: OrganisationDetail;
  known: { id: string; name: string } | undefined;
}) {
  const role = Form.useWatch<string>('role');
  const regionCode = Form.useWatch<string>('regionCode') ?? organisation.regionCode;
  if (role !== 'GRID_WORKER') return null;
  return (
    <Field
      name="gridId"
      label={t('负责网格')}
      kind="own"
      control={<GridSelect regionCode={regionCode} known={known} />}
    />
  );
}

/** Posts with who holds them, and everybody who did. */
export function PostsTab({ organisation, mayEdit, refresh }: TabProps) {
  const [edited, setEdited] = useState<Post | 'new'>();
  const [appointed, setAppointed] = useState<Post>();
  const [opened, setOpened] = useState<string>();
  const today = dayOf(new Date());
  const post = edited === 'new' ? undefined : edited;

  const save = async (values: PostForm, id: string) => {
    const input = {
      title: values.title,
      role: values.role,
      regionPrefix: prefixOf(values.regionCode),
      gridId: values.role === 'GRID_WORKER' ? (values.gridId ?? null) : null,
      isRequired: values.isRequired,
    };
    if (post)
      await organisationsApi.changePost.call({ ...input, id: post.id, isActive: post.isActive, version: post.version });
    else await organisationsApi.addPost.call({ ...input, id, orgId: organisation.id });
    await refresh();
  };
  const setActive = (one: Post, isActive: boolean) => async () => {
    const { id, title, role, regionPrefix, isRequired, version } = one;
    await organisationsApi.changePost.call({
      id,
      title,
      role,
      regionPrefix,
      gridId: one.grid?.id ?? null,
      isRequired,
      version,
      isActive,
    });
    await refresh();
  };

  return (
    <>
      <div className="tab-head">
        <span className="soft">{t('权限随岗位，不随人；交接后前任当天起不能再用本岗位办理业务')}</span>
        {mayEdit && <Button onClick={() => setEdited('new')}>{t('设置岗位')}</Button>}
      </div>
      {organisation.postList.length === 0 && <Empty reason={t('还没有设置岗位，设岗任职后人员才能办理业务')} />}
      <div className="post-list">
        {organisation.postList.map((one) => (
          <section key={one.id} className={one.isActive ? 'card post-card' : 'card post-card is-closed'}>
            <div className="post-line">
              <h3>{one.title}</h3>
              <span className="soft">{t(one.roleLabel)}</span>
              {one.grid ? (
                <span className="soft">
                  {t('网格：{name}', { name: one.grid.name })}
                  {!one.grid.isActive && t('（已停用）')}
                </span>
              ) : (
                one.regionName !== organisation.regionName && (
                  <span className="soft">{t('管辖：{name}', { name: one.regionName })}</span>
                )
              )}
              {!one.isActive ? (
                <StateTag tone="unknown">{t('已停用')}</StateTag>
              ) : one.holder ? (
                <strong>
                  {one.holder.personName} <span className="soft">{period(one.holder.fromOn, one.holder.toOn)}</span>
                </strong>
              ) : (
                <StateTag tone={one.isRequired ? 'overdue' : 'unknown'}>{t('空缺')}</StateTag>
              )}
              <ActionBar
                allowed={
                  mayEdit
                    ? one.isActive
                      ? ['appoint', ...(one.holder ? ['relieve'] : ['close']), 'edit']
                      : ['open']
                    : []
                }
                acts={[
                  { key: 'appoint', label: one.holder ? t('交接') : t('任职'), run: () => setAppointed(one) },
                  {
                    key: 'relieve',
                    label: t('免职'),
                    consequences: [
                      t('{name}此后不能再以本岗位办理业务，岗位空缺将列入责任缺口', {
                        name: one.holder?.personName ?? '',
                      }),
                    ],
                    fields: (
                      <>
                        <Field
                          name="lastDay"
                          label={t('任职最后一天')}
                          kind="day"
                          isRequired
                          earliest={one.holder?.fromOn ?? today}
                        />
                        <Field name="handoverNote" label={t('交接说明')} kind="long-text" max={500} />
                      </>
                    ),
                    run: async (values) => {
                      await organisationsApi.relieve.call({
                        postId: one.id,
                        lastDay: String(values.lastDay),
                        handoverNote: values.handoverNote ? String(values.handoverNote) : null,
                      });
                      await refresh();
                    },
                  },
                  { key: 'edit', label: t('修改'), run: () => setEdited(one) },
                  { key: 'close', label: t('停用'), run: setActive(one, false) },
                  { key: 'open', label: t('启用'), run: setActive(one, true) },
                ]}
              />
            </div>
            {formerOf(one).length > 0 && (
              <button
                type="button"
                className="link-button"
                onClick={() => setOpened(opened === one.id ? undefined : one.id)}
              >
                {opened === one.id ? t('收起历任') : t('前任 {n} 人', { n: formerOf(one).length })}
              </button>
            )}
            {opened === one.id && (
              <ol className="tenure-list">
                {formerOf(one).map((tenure) => (
                  <li key={tenure.id}>
                    <span>{tenure.personName}</span>
                    <span className="soft">{period(tenure.fromOn, tenure.toOn)}</span>
                    {tenure.handoverNote && <span>{t('交接：{note}', { note: tenure.handoverNote })}</span>}
                  </li>
                ))}
              </ol>
            )}
          </section>
        ))}
      </div>
      {organisation.memberOf.length > 0 && (
        <p className="section soft">
          {t('成员单位：')}
          {organisation.memberOf.map((one) => (
            <RecordLink key={one.id} to={`/organisations/${one.committeeId}?tab=members`}>
              {one.committeeName}（{one.position}）
            </RecordLink>
          ))}
        </p>
      )}
      <FormDrawer<PostForm>
        key={post?.id ?? 'new'}
        isOpen={edited !== undefined}
        title={post ? t('修改岗位') : t('设置岗位')}
        submitLabel={t('保存')}
        {...(post ? {} : { draftKey: `post-${organisation.id}` })}
        initial={
          post
            ? {
                title: post.title,
                role: post.role,
                regionCode: post.regionPrefix.padEnd(12, '0'),
                gridId: post.grid?.id ?? null,
                isRequired: post.isRequired,
              }
            : { regionCode: organisation.regionCode, isRequired: true }
        }
        onSubmit={save}
        onClose={() => setEdited(undefined)}
      >
        <FieldGrid>
          <Field name="title" label={t('岗位名称')} isRequired max={40} />
          <Field name="role" label={t('角色（决定权限）')} kind="choice" isRequired options={roleOptions} />
        </FieldGrid>
        <Field
          name="regionCode"
          label={t('管辖范围')}
          kind="own"
          isRequired
          control={<RegionField />}
          help={t('不能超出机构辖区')}
        />
        <PostGridField organisation={organisation} known={post?.grid ?? undefined} />
        <Field name="isRequired" label={t('必设岗位')} kind="switch" help={t('空缺时列入责任缺口')} />
      </FormDrawer>
      <FormDrawer<Appointment>
        key={appointed?.id}
        isOpen={appointed !== undefined}
        title={
          appointed?.holder
            ? t('交接：{title}', { title: appointed.title })
            : t('任职：{title}', { title: appointed?.title ?? '' })
        }
        submitLabel={appointed?.holder ? t('交接') : t('任职')}
        width={440}
        initial={{ fromOn: today }}
        {...(appointed?.holder
          ? {
              consequence: t('{name}的任职到前一天为止，此后不能再以本岗位办理业务', {
                name: appointed.holder.personName,
              }),
            }
          : {})}
        onSubmit={async (values, id) => {
          if (!appointed) return;
          await organisationsApi.appoint.call({
            id,
            postId: appointed.id,
            personId: values.personId,
            fromOn: values.fromOn,
            handoverNote: values.handoverNote?.trim() || null,
          });
          await refresh();
        }}
        onClose={() => setAppointed(undefined)}
      >
        <Field
          name="personId"
          label={t('接任人员')}
          kind="own"
          isRequired
          control={<PersonSelect />}
          help={t('没有列出的人员，请先在“人员”中登记')}
        />
        <Field name="fromOn" label={t('任职日期')} kind="day" isRequired />
        {appointed?.holder && (
          <Field
            name="handoverNote"
            label={t('交接说明')}
            kind="long-text"
            max={500}
            placeholder={t('台账、在办事项、物品')}
          />
        )}
      </FormDrawer>
    </>
  );
}
