export { foldText } from './fold-text.ts';
export { importProfile } from './import-profile.ts';
export { type OrganisationData, type Organisations, organise, type Position, type RuleSet, type Succession } from './organisations.ts';
export { loadProfile, type Official, type Profile, type ProfileDay, ProfileError, type ProfilePosition, type ProfileUnit } from './profile.ts';
export { calendarOf, type Rules, type SlipForm, slipKinds } from './rules.ts';
export { organisations, organisations as loadOrganisations } from './store.ts';
export { exists, type Unit, type UnitLevel } from './unit.ts';
