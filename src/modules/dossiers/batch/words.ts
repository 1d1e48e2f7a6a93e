import type { BatchVerb, BatchWords } from '../store/batches.ts';

/** How a batch is called, what is asked for it, and whether it can be taken back: what an officer must know before he confirms. */
export type BatchKind = { title: string; button: string; warn?: string; needs?: readonly (keyof BatchWords)[]; after: string };

const beforeSignature = 'Chưa ký thì còn sửa được: lãnh đạo có thể trả lại để sửa, từng hồ sơ hoặc cả đợt.';
const signed = 'Đã ký thì không rút lại được. Giấy nào sai thì mở hồ sơ đó để đình chỉ hoặc thu hồi.';
const told = 'Người nộp đã được báo, không rút lại được.';

export const batchKinds: Record<BatchVerb, BatchKind> = {
  agree: {
    title: 'Đồng ý',
    button: 'Đồng ý',
    after: 'Bước chưa ký thì lãnh đạo còn trả lại được; đã ký, đã đóng dấu thì chỉ đình chỉ hoặc thu hồi từng giấy.',
  },
  receive: { title: 'Tiếp nhận', button: 'Tiếp nhận', after: 'Tiếp nhận rồi thì không quay lại được; hồ sơ sai vẫn có thể yêu cầu bổ sung hoặc từ chối.' },
  assess: { title: 'Thẩm định, trình ký', button: 'Trình ký', after: beforeSignature },
  approve: { title: 'Ký duyệt', button: 'Ký duyệt', warn: 'Mỗi giấy được ký bằng chữ ký số của bạn. Ký xong không sửa, không rút lại được.', after: signed },
  seal: { title: 'Vào số, đóng dấu', button: 'Đóng dấu', warn: 'Mỗi giấy lấy một số của sổ. Đóng dấu xong không rút lại được.', after: signed },
  giveBack: { title: 'Trả kết quả điện tử', button: 'Trả kết quả', after: told },
  sendBack: { title: 'Trả lại để sửa', button: 'Trả lại', needs: ['reason'], after: 'Người thẩm định sẽ sửa và trình lại.' },
  askForMore: {
    title: 'Yêu cầu bổ sung',
    button: 'Yêu cầu bổ sung',
    warn: 'Mọi hồ sơ nhận cùng một lời, và đồng hồ dừng lại.',
    needs: ['item', 'reason'],
    after: told,
  },
  refuseIntake: { title: 'Từ chối tiếp nhận', button: 'Từ chối tiếp nhận', warn: 'Mọi hồ sơ nhận cùng một lý do.', needs: ['reason', 'basis'], after: told },
  refuse: { title: 'Từ chối giải quyết', button: 'Từ chối', warn: 'Mọi hồ sơ nhận cùng một lý do.', needs: ['reason', 'basis'], after: told },
};

/** Signs or seals, so that nobody does it to hundreds at once without seeing what the checks said. */
export function issues(verb: BatchVerb): boolean {
  return verb === 'agree' || verb === 'approve' || verb === 'seal';
}
