import { type CheerioAPI, load } from 'cheerio';

export type Fetch = (request: Request) => Response | Promise<Response>;
export type Fields = Record<string, string | string[] | File>;

/** Somebody with a browser that runs no script: keeps cookies, follows links, fills in forms and presses buttons. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  url = 'http://localhost/';
  status = 0;
  $: CheerioAPI = load('');
  body = '';
  readonly #fetch: Fetch;
  readonly origin: string;

  constructor(fetch: Fetch, origin = 'http://localhost') {
    this.#fetch = fetch;
    this.origin = origin;
  }

  /** The words of the page as read aloud: one space between them, and nothing that only a script would show. */
  get text(): string {
    return this.$('body').clone().find('template').remove().end().text().replace(/\s+/g, ' ').trim();
  }

  async open(path: string): Promise<this> {
    return this.#go(new Request(new URL(path, this.url), { headers: this.#headers() }));
  }

  /** Follows the link with these words. */
  async follow(words: string): Promise<this> {
    const link = this.$('a')
      .filter((_, a) => this.$(a).text().replace(/\s+/g, ' ').includes(words))
      .first();
    const href = link.attr('href');
    if (!href) throw new Error(`there is no link «${words}» on ${this.url}:\n${this.text.slice(0, 1500)}`);
    return this.open(href);
  }

  /** Fills in the form that has the button with these words, and presses it. */
  async press(words: string, fields: Fields = {}): Promise<this> {
    const button = this.$('button, input[type=submit]')
      .filter((_, b) => (this.$(b).text() || this.$(b).attr('value') || '').replace(/\s+/g, ' ').includes(words))
      .first();
    const form = button.closest('form');
    if (form.length === 0) throw new Error(`there is no button «${words}» on ${this.url} (${this.status}):\n${this.text.slice(0, 1500)}`);
    const values = this.#filled(form, fields);
    const name = button.attr('name');
    if (name) values.push([name, button.attr('value') ?? '']);
    const action = new URL(button.attr('formaction') ?? form.attr('action') ?? '', this.url);
    if ((form.attr('method') ?? 'get').toLowerCase() === 'get') {
      action.search = new URLSearchParams(values.filter((v): v is [string, string] => typeof v[1] === 'string')).toString();
      return this.open(action.href);
    }
    return this.#go(
      new Request(action, {
        method: 'POST',
        body: body(values, form.attr('enctype')),
        headers: { ...this.#headers(), origin: action.origin, 'sec-fetch-site': 'same-origin' },
      }),
    );
  }

  /** Sends fields to an address without any form: what an attacker does. */
  async send(path: string, fields: Fields, headers: Record<string, string> = {}): Promise<this> {
    const url = new URL(path, this.url);
    const values = Object.entries(fields).flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((v): [string, string] => [name, v]) : [[name, value] as [string, string | File]],
    );
    return this.#go(
      new Request(url, {
        method: 'POST',
        body: body(values, undefined),
        headers: { ...this.#headers(), origin: url.origin, 'sec-fetch-site': 'same-origin', ...headers },
      }),
    );
  }

  /** A request of any kind with this visitor's cookies; the page in hand stays. */
  async raw(path: string, init: RequestInit = {}): Promise<Response> {
    return this.#fetch(new Request(new URL(path, this.url), { ...init, headers: { ...this.#headers(), ...(init.headers as Record<string, string>) } }));
  }

  #filled(form: ReturnType<CheerioAPI>, fields: Fields): [string, string | File][] {
    const present = (form.serializeArray() as { name: string; value: string }[]).map(({ name, value }): [string, string | File] => [name, value]);
    const kept = present.filter(([name]) => !(name in fields));
    const typed = Object.entries(fields).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one): [string, string | File] => [name, one]),
    );
    for (const name of Object.keys(fields)) {
      if (form.find(`[name="${name}"]`).length === 0)
        throw new Error(
          `the form has no field ${name}; it has ${form
            .find('[name]')
            .map((_, el) => this.$(el).attr('name'))
            .get()
            .join(', ')}`,
        );
    }
    return [...kept, ...typed];
  }

  async #go(request: Request, hops = 0): Promise<this> {
    const response = await this.#fetch(request);
    this.#keepCookies(response);
    this.url = request.url;
    this.status = response.status;
    const location = response.headers.get('location');
    if (location && response.status >= 300 && response.status < 400) {
      if (hops > 5) throw new Error(`too many redirects at ${location}`);
      const next = new URL(location, request.url);
      return this.#go(new Request(next, { headers: this.#headers() }), hops + 1);
    }
    this.body = await response.text();
    this.$ = load(this.body);
    return this;
  }

  #headers(): Record<string, string> {
    return this.cookies.size > 0 ? { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {};
  }

  #keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...rest] = line.split(';');
      const [name = '', ...value] = pair.split('=');
      if (rest.some((part) => /max-age=0/i.test(part))) this.cookies.delete(name);
      else this.cookies.set(name, value.join('='));
    }
  }
}

function body(values: [string, string | File][], enctype: string | undefined): FormData | URLSearchParams {
  if (enctype !== 'multipart/form-data' && !values.some(([, value]) => value instanceof File)) return new URLSearchParams(values as [string, string][]);
  const form = new FormData();
  for (const [name, value] of values) form.append(name, value);
  return form;
}
