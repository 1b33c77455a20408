import { type ComponentProps, lazy, Suspense } from 'react';
import type { PremisesForm } from './premises-form.tsx';

const Form = lazy(async () => ({ default: (await import('./premises-form.tsx')).PremisesForm }));

/** The form of a place for the screens of other modules; it comes when it is first wanted. */
export const PlaceForm = (props: ComponentProps<typeof PremisesForm>) => (
  <Suspense fallback={null}>
    <Form {...props} />
  </Suspense>
);
