import { Input } from 'antd';
import { lazy, Suspense } from 'react';
import type { BodyPickerProps } from './body-picker.tsx';

const Picker = lazy(async () => ({ default: (await import('./body-picker.tsx')).BodyPicker }));

/** The picker for the screens of other modules, loaded with the form that shows it. */
export const BodyPicker = (props: BodyPickerProps) => (
  <Suspense fallback={<Input disabled />}>
    <Picker {...props} />
  </Suspense>
);
