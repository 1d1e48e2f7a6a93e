import type { Block } from '../form/question.ts';
import type { FormPart, ProfileName } from '../schema.ts';
import { birth, civilStatusRecord, death, maritalStatus, parents, spouses } from './civil-status.ts';
import { applicant, requester } from './person.ts';
import * as things from './things.ts';

/** The library of form blocks, by the name packages use; a few differ from era to era. */
export const blocks: Record<string, (part: FormPart, profile: ProfileName) => Block> = {
  applicant,
  requester,
  business: things.business,
  vehicles: ({ most }) => things.vehicles(most),
  drivers: ({ most }) => things.drivers(most),
  vessel: things.vessel,
  machine: things.machine,
  owner: things.ownerPerson,
  'civil-status-record': civilStatusRecord,
  birth,
  parents,
  death,
  spouses,
  'marital-status': maritalStatus,
  'household-business': things.householdBusiness,
  'document-to-certify': things.documentToCertify,
  signatures: things.signatures,
  copies: things.copies,
  delivery: ({ kinds }) => things.delivery(kinds),
  route: things.route,
  journey: (_, profile) => things.journey(profile),
  period: things.period,
  'fee-relief': things.feeRelief,
  oath: things.oath,
  questions: things.ownQuestions,
};
