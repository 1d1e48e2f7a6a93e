import type { VerdictName } from '#kernel/credentials/index.ts';

/** Each verdict in words for the roadside: a title to shout, a sentence to act on. */
export const verdictWords: Record<VerdictName, { title: string; sentence: string }> = {
  valid: { title: 'Giấy thật, còn giá trị', sentence: 'Do cơ quan nhà nước cấp, chưa bị sửa. Hãy so với nội dung in trên giấy.' },
  expired: { title: 'Giấy thật, đã hết hạn', sentence: 'Cơ quan nhà nước đã cấp giấy này nhưng thời hạn đã qua.' },
  'not-yet-valid': { title: 'Giấy thật, chưa đến ngày dùng', sentence: 'Thời hạn của giấy chưa bắt đầu. Xem lại đồng hồ của máy nếu thấy lạ.' },
  suspended: { title: 'Giấy đang bị tạm dừng', sentence: 'Cơ quan cấp đang tạm dừng giấy này. Lúc này chưa dùng được.' },
  revoked: { title: 'Giấy đã bị thu hồi', sentence: 'Cơ quan cấp đã thu hồi giấy này. Không dùng được nữa.' },
  forged: { title: 'Giấy giả hoặc bị sửa', sentence: 'Chữ ký trong mã không đúng. Đừng tin nội dung trên giấy.' },
  'unknown-issuer': { title: 'Không rõ nơi cấp', sentence: 'Mã không do cơ quan nào trong danh sách của tỉnh ký, hoặc danh sách trên máy này đã cũ.' },
  unreadable: { title: 'Không đọc được mã', sentence: 'Đây không phải mã xác thực, hoặc mã bị thiếu. Lau giấy, quét lại cho đủ cả mã.' },
};
