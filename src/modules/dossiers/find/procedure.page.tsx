import type { Child } from 'hono/jsx';
import { describeLimit } from '#kernel/calendar/index.ts';
import { Buttons, Facts, LinkButton, Notice, Page, Table, Tag } from '#design/index.ts';
import { feeRuleInWords, conditionInWords, type Paper, paperCondition, type ProcedureVersion, type RegisterDraft } from '../procedures/index.ts';
import type { FilingPlace } from '../filing-place.ts';
import { channelNames, feesInWords, levelsInWords, limitOfFacts } from './words.ts';

/** What a citizen wants to know before going anywhere. */
export function ProcedurePage({ procedure, place, department }: { procedure: ProcedureVersion; place: FilingPlace; department: string | undefined }) {
  return (
    <Page title={procedure.name}>
      <Crumbs field={procedure.field} />
      <h1>{procedure.name}</h1>
      <p class="lead">{procedure.plain}</p>
      <Facts
        rows={[
          ['Bao lâu', limits(procedure)],
          ['Lệ phí', fee(procedure)],
          ['Nộp ở đâu', where(procedure, department)],
          ['Được nhận', result(procedure)],
          ['Mã thủ tục', procedure.code],
        ]}
      />
      {procedure.moved ? <Moved moved={procedure.moved} /> : <HowToFile procedure={procedure} place={place} />}
      <h2>Ai được làm</h2>
      <List lines={procedure.who} />
      <h2>Cần mang gì</h2>
      <Papers procedure={procedure} />
      <h2>Làm thế nào</h2>
      <ol>
        {procedure.walk.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
      {procedure.notes.length > 0 && <List lines={procedure.notes} />}
      <Law procedure={procedure} />
    </Page>
  );
}

function Crumbs({ field }: { field: string }) {
  return (
    <nav class="crumbs" aria-label="Đang ở">
      <a href="/dich-vu-cong">Dịch vụ công</a> › <a href={`/dich-vu-cong?${new URLSearchParams({ 'linh-vuc': field })}`}>{field}</a>
    </nav>
  );
}

/** One line when all channels are alike, else one for each. */
function limits({ limits: byChannel, limit_cases: cases = [], form, remote_extra_days: extra }: ProcedureVersion): Child {
  const lines = Object.entries(byChannel)
    .filter(([channel]) => channel !== 'portal')
    .map(([channel, limit]) => ({ channel, words: describeLimit(limit) }));
  const alike = lines.every(({ words }) => words === lines[0]?.words);
  const text = alike ? (lines[0]?.words ?? '') : lines.map(({ channel, words }) => `${channelNames[channel]}: ${words}`).join('. ');
  const special = cases.map(({ when, limit }) => `${conditionInWords(form, when)}: ${describeLimit(limit)}`);
  return [text, ...special, ...(extra > 0 ? [`xã xa, đi lại khó thêm ${extra} ngày`] : [])].join('; ');
}

function fee({ fee: rule }: ProcedureVersion): Child {
  const reliefs = 'free' in rule ? [] : (rule.relief ?? []);
  return (
    <>
      {feeRuleInWords(rule)}
      {reliefs.length > 0 && <div class="soft">Miễn, giảm: {reliefs.map(({ why }) => why).join('; ')}</div>}
      {isUnsure(rule.sure) && (
        <>
          {' '}
          <Unsure />
        </>
      )}
    </>
  );
}

function where({ offered_by, department: decides }: ProcedureVersion, department: string | undefined): string {
  const desks = offered_by.includes('province') && decides ? (department ?? 'Sở') : levelsInWords(offered_by);
  return decides && !offered_by.includes('province') ? `${desks}; ${department ?? 'sở'} quyết định` : desks;
}

function result({ result: { title, valid, each } }: ProcedureVersion): string {
  return [title, each && 'mỗi xe một bản', valid && `có giá trị ${describeLimit(valid)}`].filter(Boolean).join(', ');
}

/** It is another body's procedure now. */
function Moved({ moved: { to, says, link, sure } }: { moved: NonNullable<ProcedureVersion['moved']> }) {
  return (
    <Notice kind="warning" title={`Nay làm ở ${to}`}>
      <p>
        {says}. {isUnsure(sure) && <Unsure />}
      </p>
      {link && (
        <p>
          <a href={link}>{link}</a>
        </p>
      )}
    </Notice>
  );
}

function HowToFile({ procedure, place }: { procedure: ProcedureVersion; place: FilingPlace }) {
  if (!procedure.limits.online) {
    return (
      <Notice title="Đến bàn một cửa">
        <p>{procedure.online_reason}. Mang đủ giấy tờ dưới đây, làm xong nhận ngay theo hẹn.</p>
      </Notice>
    );
  }
  if (!place.own) {
    return (
      <>
        <Buttons>
          <LinkButton href={place.portal}>Nộp trên {place.portalName}</LinkButton>
        </Buttons>
        <p>Tỉnh nhận hồ sơ trực tuyến qua {place.portalName}. Không có mạng, không có điện thoại thì ra bàn một cửa, cán bộ nhập giúp.</p>
      </>
    );
  }
  return (
    <>
      <Buttons>
        <LinkButton href={`/dich-vu-cong/${procedure.code}/nop`}>Nộp hồ sơ</LinkButton>
      </Buttons>
      <p class="soft">
        {procedure.online === 'partial'
          ? `Nộp trên điện thoại được, nhưng vẫn phải đến một lần: ${lower(procedure.online_reason ?? '')}.`
          : 'Nộp trên điện thoại, không phải đi lại.'}{' '}
        Hoặc ra bàn một cửa, cán bộ nhập giúp.
      </p>
    </>
  );
}

const handling = { present: 'xem rồi trả lại', copy: 'nộp bản sao', original: 'nộp bản chính' };

function Papers({ procedure }: { procedure: ProcedureVersion }) {
  if (procedure.papers.length === 0) return <p>Không cần giấy tờ gì.</p>;
  return (
    <ul>
      {procedure.papers.map((paper) => (
        <li>
          <b>{paper.name}</b> <span class="soft">– {paperRemarks(procedure, paper)}</span>
          {paper.note && <div class="soft">{paper.note}</div>}
        </li>
      ))}
    </ul>
  );
}

function paperRemarks(procedure: ProcedureVersion, paper: Paper): string {
  const condition = paperCondition(procedure, paper);
  const when = condition ? `chỉ khi «${condition}»` : paper.optional && 'nếu có';
  return [handling[paper.kind], when, paper.not_online && 'nộp trực tuyến thì không cần'].filter(Boolean).join('; ');
}

function Law({ procedure }: { procedure: ProcedureVersion }) {
  return (
    <details>
      <summary>Căn cứ pháp luật</summary>
      <ul>
        {procedure.legal.map(({ act, says, sure }) => (
          <li>
            {act}
            {says && `: ${lower(says)}`} {isUnsure(sure) && <Unsure />}
          </li>
        ))}
        {procedure.fee.basis && <li>Lệ phí: {procedure.fee.basis}</li>}
      </ul>
    </details>
  );
}

function isUnsure(sure: string | undefined): boolean {
  return /^M\b/.test(sure ?? '');
}

function Unsure() {
  return <Tag kind="warn">chờ đối chiếu văn bản</Tag>;
}

/** A procedure of the national register that nobody has made a package for yet. */
export function DraftPage({ draft }: { draft: RegisterDraft }) {
  const { facts } = draft;
  return (
    <Page title={draft.name}>
      <Crumbs field={draft.field} />
      <h1>{draft.name}</h1>
      <Notice kind="warning" title="Bản nháp từ sổ đăng ký quốc gia – chưa nộp trực tuyến tại đây">
        <p>Dưới đây là những điều sổ quốc gia ghi. Muốn làm, hãy hỏi bàn một cửa{facts.url && ' hoặc xem trên Cổng Dịch vụ công quốc gia'}.</p>
      </Notice>
      <Facts
        rows={[
          ['Cấp làm', levelsInWords(draft.levels)],
          ['Cơ quan', facts.agency],
          ['Lệ phí', feesInWords(facts)],
          ['Được nhận', facts.result],
          ['Ai được làm', facts.applicants.join('; ')],
          ['Quyết định công bố', facts.decision],
          ['Bộ quản lý', facts.ministry],
          ['Mã thủ tục', draft.code],
        ]}
      />
      {facts.channels.length > 0 && <Channels facts={facts} />}
      {facts.papers.length > 0 && <DraftPapers papers={facts.papers} />}
      {facts.url && (
        <p>
          <a href={facts.url}>Xem trên Cổng Dịch vụ công quốc gia</a>
        </p>
      )}
    </Page>
  );
}

function Channels({ facts }: { facts: RegisterDraft['facts'] }) {
  return (
    <Table
      caption="Cách nộp và thời hạn"
      rows={facts.channels}
      columns={[
        { title: 'Cách nộp', cell: ({ channel }) => channelNames[channel] },
        { title: 'Thời hạn', cell: limitOfFacts },
        { title: 'Phí', cell: ({ fees }) => fees.map(({ words }) => words).join('; ') },
      ]}
    />
  );
}

const shownPapers = 30;

function DraftPapers({ papers }: { papers: RegisterDraft['facts']['papers'] }) {
  return (
    <details>
      <summary>Giấy tờ sổ quốc gia ghi ({papers.length})</summary>
      <ul>
        {papers.slice(0, shownPapers).map(({ name, originals, copies }) => (
          <li>
            {name} <span class="soft">{[originals > 0 && `${originals} bản chính`, copies > 0 && `${copies} bản sao`].filter(Boolean).join(', ')}</span>
          </li>
        ))}
      </ul>
      {papers.length > shownPapers && <p>Còn {papers.length - shownPapers} mục nữa; xem đủ trên Cổng Dịch vụ công quốc gia.</p>}
    </details>
  );
}

function List({ lines }: { lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  );
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
