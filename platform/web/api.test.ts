import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { toApiError } from './api.ts';

test('the sentence, the fields and the allowed actions of the server reach the screen', () => {
  const told = toApiError(
    new ORPCError('conflict', {
      status: 409,
      message: '该隐患已复查，请刷新',
      data: { fields: { dueOn: '期限早于检查日期' }, allowedActions: ['delist'] },
    }),
  );
  expect(told).toMatchObject({
    code: 'conflict',
    message: '该隐患已复查，请刷新',
    fields: { dueOn: '期限早于检查日期' },
    allowedActions: ['delist'],
    isTransient: false,
  });
});

test('technical English never reaches a reader', () => {
  expect(toApiError(new ORPCError('BAD_GATEWAY', { status: 502, message: 'Bad Gateway' }))).toMatchObject({
    message: '服务器暂时无法处理，请稍后重试；仍不行请联系管理员',
    isTransient: true,
  });
  expect(toApiError(new TypeError('Failed to fetch'))).toMatchObject({ code: 'offline', isTransient: true });
  expect(toApiError(new Error('x is undefined')).message).toBe('页面出错，请刷新后重试');
});
