export { listenToCheckpoints } from './events.ts';
export { checkpointRoutes } from './routes.tsx';
