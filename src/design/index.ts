export { ErrorSummary, Field, FileField, type FieldOption, type FieldProps, idOf } from './field.tsx';
export { hangLook, type Look, look } from './look.ts';
export { hangSign, Page, type PageProps, type Sign } from './page.tsx';
export {
  BarChart,
  Button,
  type ButtonKind,
  Buttons,
  Card,
  type Column,
  EmptyState,
  Facts,
  LinkButton,
  Notice,
  Pager,
  StepTrail,
  Table,
  Tag,
  type TrailStep,
} from './pieces.tsx';
export { Qr } from './qr.tsx';
export { Verdict, type VerdictKind, verdictKinds } from './verdict.tsx';
