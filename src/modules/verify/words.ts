import type { VerdictKind } from '#design/index.ts';
import { type VerdictName, verdicts } from '#kernel/credentials/index.ts';

type Words = { title: string; sentence: string };

/** Each verdict in words for the roadside: a title to shout, a sentence to act on. */
export const verdictWords: Record<VerdictName, Words> = {
  valid: { title: 'Giấy thật, còn giá trị', sentence: 'Do cơ quan nhà nước cấp, chưa bị sửa. Hãy so với nội dung in trên giấy.' },
  expired: { title: 'Giấy thật, đã hết hạn', sentence: 'Cơ quan nhà nước đã cấp giấy này nhưng thời hạn đã qua.' },
  'not-yet-valid': { title: 'Giấy thật, chưa đến ngày dùng', sentence: 'Thời hạn của giấy chưa bắt đầu. Xem lại đồng hồ của máy nếu thấy lạ.' },
  suspended: { title: 'Giấy đang bị đình chỉ', sentence: 'Cơ quan cấp đang tạm dừng giấy này. Lúc này chưa dùng được.' },
  revoked: { title: 'Giấy đã bị thu hồi', sentence: 'Cơ quan cấp đã thu hồi giấy này. Không dùng được nữa.' },
  replaced: { title: 'Giấy cũ, đã được cấp lại', sentence: 'Mã này không dùng được nữa. Hãy hỏi người cầm giấy bản mới: cùng số giấy, mã khác.' },
  forged: { title: 'Giấy giả hoặc bị sửa', sentence: 'Chữ ký trong mã không đúng. Đừng tin nội dung trên giấy.' },
  'unknown-issuer': { title: 'Không rõ nơi cấp', sentence: 'Mã không do cơ quan nào trong danh sách của tỉnh ký, hoặc danh sách trên máy này đã cũ.' },
  unreadable: { title: 'Không đọc được mã', sentence: 'Đây không phải mã xác thực, hoặc mã bị thiếu. Lau giấy, quét lại cho đủ cả mã.' },
};

/** What a phone adds of its own: that it cannot tell, and what the officer's eye or the other checkpoints know. */
const phoneWords = {
  doubtful: { title: 'Không kết luận được', sentence: 'Máy này không đủ tin cậy để kết luận.', kind: 'doubtful' },
  'lists-too-old': {
    title: 'Không kết luận được: danh sách quá cũ',
    sentence: 'Chữ ký trên giấy là thật, nhưng danh sách trên máy này đã quá 30 ngày (hoặc đồng hồ máy chạy nhanh). Hãy nối mạng rồi quét lại.',
    kind: 'doubtful',
  },
  'clock-behind': {
    title: 'Không kết luận được: đồng hồ máy chậm',
    sentence: 'Chữ ký trên giấy là thật, nhưng máy không biết bây giờ là lúc nào. Chỉnh lại giờ rồi quét lại, hoặc tự so hạn ghi dưới đây.',
    kind: 'doubtful',
  },
  'clock-ahead': {
    title: 'Không kết luận được: đồng hồ máy nhanh',
    sentence: 'Chữ ký trên giấy là thật, nhưng máy không biết bây giờ là lúc nào. Chỉnh lại giờ rồi quét lại, hoặc tự so hạn ghi dưới đây.',
    kind: 'doubtful',
  },
  'other-vehicle': {
    title: 'Giấy này của xe khác',
    sentence: 'Giấy là thật nhưng cấp cho biển số khác với xe đang đứng đây.',
    kind: 'other-vehicle',
  },
  copied: {
    title: 'Giấy thật, nghi bị sao chép',
    sentence: 'Giấy này đã thấy ở hai nơi quá xa nhau. Xem kỹ biển số, giấy tờ xe và người lái.',
    kind: 'copied',
  },
} as const satisfies Record<string, Words & { kind: VerdictKind }>;

/** Everything the phone may have to say, with the shape and colour it is said in. */
export const allWords: readonly (Words & { name: string; kind: VerdictKind })[] = [
  ...verdicts.map((name) => ({ name, kind: name, ...verdictWords[name] })),
  ...Object.entries(phoneWords).map(([name, words]) => ({ name, ...words })),
];
