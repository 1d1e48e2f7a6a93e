import { Buttons, LinkButton, Notice, Page } from '#design/index.ts';
import type { FilingPlace } from '../filing-place.ts';
import type { ProcedureVersion } from '../procedures/index.ts';

/** Where to go when this province does not take the procedure on its own pages: the National Portal, or the desk. */
export function ElsewherePage({ procedure, place }: { procedure: ProcedureVersion; place: FilingPlace }) {
  if (procedure.moved) return <MovedPage procedure={procedure} to={procedure.moved.to} says={procedure.moved.says} />;
  const { portal, portalName } = place;
  const online = procedure.online !== 'none';
  return (
    <Page title={`Nộp ở đâu: ${procedure.name}`}>
      <h1>{online ? `Nộp trên ${portalName}` : 'Thủ tục này làm tại bàn một cửa'}</h1>
      <p class="lead">{procedure.name}</p>
      {online ? (
        <Notice>
          <p>Tỉnh không nhận hồ sơ trực tuyến trên trang này. Bạn nộp trên {portalName}, đăng nhập bằng VNeID, và tra cứu ở đó.</p>
          <p>Bản Một Cửa này chưa nối với {portalName}: hồ sơ nộp ở đó chưa tự về đây.</p>
        </Notice>
      ) : (
        <Notice>
          <p>{procedure.online_reason ?? 'Người yêu cầu phải có mặt.'} Hãy mang giấy tờ đến bộ phận một cửa; cán bộ nhập giúp, không cần điền tờ khai trước.</p>
        </Notice>
      )}
      <Buttons>
        {online && <LinkButton href={portal}>Mở {portalName}</LinkButton>}
        <LinkButton kind="second" href={`/dich-vu-cong/${procedure.code}`}>
          Cần mang gì?
        </LinkButton>
      </Buttons>
    </Page>
  );
}

function MovedPage({ procedure, to, says }: { procedure: ProcedureVersion; to: string; says: string }) {
  return (
    <Page title={`Nộp ở đâu: ${procedure.name}`}>
      <h1>Nay làm ở {to}</h1>
      <p class="lead">{procedure.name}</p>
      <Notice kind="warning">
        <p>{says}.</p>
      </Notice>
      <Buttons>
        <LinkButton kind="second" href={`/dich-vu-cong/${procedure.code}`}>
          Xem chi tiết
        </LinkButton>
      </Buttons>
    </Page>
  );
}
