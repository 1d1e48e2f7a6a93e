import type { Context } from 'hono';
import type { Actor, Role } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';

/** Who may use a route: anyone, any signed-in officer, or officers who hold one of the roles. */
export type Who = 'anyone' | 'officer' | readonly Role[];

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

/** What a verb finds on the request: the platform and who is asking. */
export type Ctx = Context<{
  Variables: {
    platform: Platform;
    actor: Actor /** The answer is the same for everybody. */;
    shared: boolean /** Set where a program sends JSON. */;
    json?: { most: number };
  };
}>;

export type Verb = (c: Ctx) => Response | Promise<Response>;

/**
 * One line of a contents page: URL · who · verb. `shared` pages are the same for everybody and kept as bytes; a `json` route takes
 * at most so many bytes of JSON from a program and is answered in kind, problems too.
 */
export type Route = { method: Method; path: string; who: Who; verb: Verb; shared?: boolean; json?: { most: number } };

export function get(path: string, who: Who, verb: Verb): Route {
  return { method: 'GET', path, who, verb };
}

/** A page that is the same for everybody (no name, no cookie in it): rendered once and served as bytes. */
export function getShared(path: string, verb: Verb): Route {
  return { method: 'GET', path, who: 'anyone', verb, shared: true };
}

export function post(path: string, who: Who, verb: Verb): Route {
  return { method: 'POST', path, who, verb };
}

/** An address that programs send JSON to, outside /api. */
export function postJson(path: string, who: Who, verb: Verb, most: number): Route {
  return { method: 'POST', path, who, verb, json: { most } };
}

export function route(method: Method, path: string, who: Who, verb: Verb): Route {
  return { method, path, who, verb };
}
