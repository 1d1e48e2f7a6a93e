export { type Audit, type AuditEntry, type AuditLine, type Subject, openAudit } from './audit.ts';
export { auditColumns } from './store.ts';
export type { Fault, Verdict } from './verify.ts';
