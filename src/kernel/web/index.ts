export { type Ctx, type Method, type Route, type Verb, type Who, get, getShared, post, postJson, route } from './routes.ts';
export { type FormValues, type SentForm, cleanText, first, queryText, readForm, shorten } from './form.ts';
export { mayUse } from './guard.ts';
export { notFound, problem, serve } from './serve.tsx';
export { type PublicPages, publicPages } from './public-pages.ts';
export { PortTaken, listen, stopListening } from './node-server.ts';
