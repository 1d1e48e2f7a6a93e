import { EmptyState, idOf, Page, Pager, Tag } from '#design/index.ts';
import type { Found, SearchResult } from '../procedures/index.ts';
import { inShort, levelNames } from './words.ts';

type FieldCount = { field: string; total: number; published: number };
type Searched = { text: string; field?: string; level?: string; result?: SearchResult; popular: Found[]; fields?: FieldCount[] };

/** The search page: a box, what was found, and what to try when nothing was typed or found. */
export function SearchPage({ text, field, level, result, popular, fields = [] }: Searched) {
  return (
    <Page title={text ? `Tìm «${text}»` : (field ?? 'Dịch vụ công')}>
      <h1>{field && !text ? field : 'Cần làm giấy tờ gì?'}</h1>
      <SearchBox text={text} field={field} level={level} />
      {result && <Results text={text} field={field} level={level} result={result} />}
      {popular.length > 0 && <Popular popular={popular} />}
      {fields.length > 0 && <Fields fields={fields.slice(0, 16)} all={fields.length} />}
    </Page>
  );
}

/** Every field of the register. */
export function FieldsPage({ fields }: { fields: FieldCount[] }) {
  return (
    <Page title="Các lĩnh vực">
      <h1>Các lĩnh vực</h1>
      <SearchBox text="" />
      <FieldList fields={fields} />
    </Page>
  );
}

function SearchBox({ text, field, level }: { text: string; field?: string; level?: string }) {
  return (
    <form action="/dich-vu-cong" method="get" role="search">
      <label for={idOf('q')}>Gõ việc cần làm</label>
      <div class="help" id="vi-du">
        Không cần dấu, ví dụ: giay khai sinh ban sao
      </div>
      <div class="search">
        <div>
          <input type="search" id={idOf('q')} name="q" value={text} maxlength={200} aria-describedby="vi-du" autocomplete="off" enterkeyhint="search" />
          {field && <input type="hidden" name="linh-vuc" value={field} />}
          {level && <input type="hidden" name="cap" value={level} />}
        </div>
        <button class="button" type="submit">
          Tìm
        </button>
      </div>
    </form>
  );
}

function Results({ text, field, level, result }: { text: string; field?: string; level?: string; result: SearchResult }) {
  const { found, total, page, pages, near } = result;
  if (total === 0) return <Nothing text={text} />;
  return (
    <>
      <p class="soft" role="status">
        {near ? `Không có đúng chữ «${text}». Có phải ông (bà) tìm:` : `${total} thủ tục`}
      </p>
      <Levels text={text} field={field} level={level} />
      <ul class="list">
        {found.map((one) => (
          <ResultLine one={one} />
        ))}
      </ul>
      <Pager page={page} more={page < pages} href={(to) => address({ text, field, level, page: to })} />
    </>
  );
}

function ResultLine({ one }: { one: Found }) {
  const { long, much, where } = inShort(one);
  return (
    <li>
      <h2>
        <a href={`/dich-vu-cong/${one.code}`}>{one.name}</a>
      </h2>
      {one.edition && <p>{one.edition.plain}</p>}
      <p class="soft">{[long, much, where].filter(Boolean).join(' · ')}</p>
      {one.status === 'draft' && (
        <p>
          <Tag>bản nháp từ sổ quốc gia</Tag>
        </p>
      )}
    </li>
  );
}

function Levels({ text, field, level }: { text: string; field?: string; level?: string }) {
  if (level) {
    return (
      <p>
        Chỉ xem: <b>{levelNames[level]}</b>. <a href={address({ text, field })}>Xem mọi cấp</a>
      </p>
    );
  }
  return (
    <p>
      Chỉ xem: <a href={address({ text, field, level: 'commune' })}>{levelNames.commune}</a> ·{' '}
      <a href={address({ text, field, level: 'province' })}>{levelNames.province}</a>
    </p>
  );
}

function Nothing({ text }: { text: string }) {
  return (
    <EmptyState title={text ? `Chưa tìm thấy «${text}»` : 'Chưa có thủ tục nào ở đây'}>
      <p>Thử gõ ít chữ hơn, hoặc gõ tên giấy tờ: «khai sinh», «kết hôn», «phù hiệu xe».</p>
      <p>
        Vẫn chưa thấy thì ra bàn một cửa của xã, cán bộ tìm giúp. <a href="/dich-vu-cong">Xem các việc hay làm</a>
      </p>
    </EmptyState>
  );
}

function Popular({ popular }: { popular: Found[] }) {
  return (
    <>
      <h2>Việc hay làm</h2>
      <ul class="tiles">
        {popular.map((one) => (
          <li>
            <a href={`/dich-vu-cong/${one.code}`}>
              <b>{one.name}</b>
              <span class="soft">{one.edition?.plain}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Fields({ fields, all }: { fields: FieldCount[]; all: number }) {
  return (
    <>
      <h2>Tìm theo lĩnh vực</h2>
      <FieldList fields={fields} />
      {all > fields.length && (
        <p>
          <a href="/dich-vu-cong?muc=linh-vuc">Xem cả {all} lĩnh vực</a>
        </p>
      )}
    </>
  );
}

function FieldList({ fields }: { fields: FieldCount[] }) {
  return (
    <ul>
      {fields.map(({ field, total, published }) => (
        <li>
          <a href={address({ text: '', field })}>{field}</a>{' '}
          <span class="soft">{published > 0 ? `${total} thủ tục, ${published} làm được ở đây` : `${total} thủ tục`}</span>
        </li>
      ))}
    </ul>
  );
}

function address({ text, field, level, page = 1 }: { text: string; field?: string; level?: string; page?: number }): string {
  const query = new URLSearchParams({
    ...(text ? { q: text } : {}),
    ...(field ? { 'linh-vuc': field } : {}),
    ...(level ? { cap: level } : {}),
    ...(page > 1 ? { trang: String(page) } : {}),
  });
  return query.size > 0 ? `/dich-vu-cong?${query}` : '/dich-vu-cong';
}
