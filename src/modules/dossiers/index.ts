export { listenToDossiers } from './events.ts';
export { dossierRoutes } from './routes.tsx';
export { popularProcedures } from './procedures/index.ts';
