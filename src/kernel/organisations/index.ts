export { importProfile } from './import-profile.ts';
export { exists, loadOrganisations, type Organisations, type Unit, type UnitLevel } from './organisations.ts';
export { loadProfile, type Official, type Profile, ProfileError, type Rules } from './profile.ts';
