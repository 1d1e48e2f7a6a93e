import { Buttons, LinkButton, Notice, Page } from '#design/index.ts';
import type { Rules } from '#kernel/organisations/index.ts';
import type { ProcedureVersion } from '../procedures/index.ts';

/** Where to go when this province does not take the procedure on its own pages: the National Portal, or the desk. */
export function ElsewherePage({ procedure, rules }: { procedure: ProcedureVersion; rules: Rules }) {
  const { portal, portal_name } = rules.online_filing;
  const online = procedure.online !== 'none';
  return (
    <Page title={`Nộp ở đâu: ${procedure.name}`}>
      <h1>{online ? `Nộp trên ${portal_name}` : 'Thủ tục này làm tại bàn một cửa'}</h1>
      <p class="lead">{procedure.name}</p>
      {online ? (
        <Notice>
          <p>
            Tỉnh không nhận hồ sơ trực tuyến trên trang này. Bạn nộp trên {portal_name}, đăng nhập bằng VNeID; hồ sơ vẫn về đúng xã, sở và bạn vẫn tra cứu được
            ở đây.
          </p>
        </Notice>
      ) : (
        <Notice>
          <p>{procedure.online_reason ?? 'Người yêu cầu phải có mặt.'} Hãy mang giấy tờ đến bộ phận một cửa; cán bộ nhập giúp, không cần điền tờ khai trước.</p>
        </Notice>
      )}
      <Buttons>
        {online && <LinkButton href={portal}>Mở {portal_name}</LinkButton>}
        <LinkButton kind="second" href={`/dich-vu-cong/${procedure.code}`}>
          Cần mang gì?
        </LinkButton>
      </Buttons>
    </Page>
  );
}
