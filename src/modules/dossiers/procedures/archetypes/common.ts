import type { State } from '../../dossier.ts';
import type { Message, MessageKind, SlipKind, Story } from './archetype.ts';

/**
 * Our states in the ten of the National Portal's interface. That a refusal after processing counts as 8 (dừng xử lý)
 * is inferred, not read; a package may say otherwise.
 */
export const nationalStatuses: Record<State, number> = {
  submitted: 1,
  received: 2,
  'intake-refused': 3,
  assessing: 4,
  'awaiting-approval': 4,
  'awaiting-seal': 4,
  'awaiting-supplement': 5,
  withdrawn: 7,
  stopped: 8,
  refused: 8,
  done: 9,
  'given-back': 10,
};

export const allSlips: readonly SlipKind[] = ['receipt', 'supplement', 'refusal', 'apology', 'stop', 'control'];

/** A place in a message that is filled when it is sent. */
export const placeholders: Record<MessageKind, readonly string[]> = {
  submitted: ['name', 'procedure', 'code', 'unit', 'link'],
  received: ['name', 'procedure', 'code', 'unit', 'link', 'due', 'fee'],
  'intake-refused': ['name', 'procedure', 'code', 'unit', 'link', 'reason'],
  supplement: ['name', 'procedure', 'code', 'unit', 'link', 'items', 'reason'],
  refused: ['name', 'procedure', 'code', 'unit', 'link', 'reason'],
  late: ['name', 'procedure', 'code', 'unit', 'link', 'reason', 'due', 'newDue'],
  stopped: ['name', 'procedure', 'code', 'unit', 'link', 'reason'],
  withdrawn: ['name', 'procedure', 'code', 'unit', 'link'],
  done: ['name', 'procedure', 'code', 'unit', 'link', 'place', 'fee'],
  'given-back': ['name', 'procedure', 'code', 'unit', 'link'],
  revoked: ['name', 'procedure', 'code', 'unit', 'link', 'reason'],
  suspended: ['name', 'procedure', 'code', 'unit', 'link', 'reason'],
  reinstated: ['name', 'procedure', 'code', 'unit', 'link', 'reason'],
  expiring: ['name', 'unit', 'link', 'count', 'items', 'until'],
};

export const messages: Record<MessageKind, Message> = {
  submitted: {
    subject: 'Đã nhận được hồ sơ {code}',
    text: 'Kính gửi {name},\n\n{unit} đã nhận được hồ sơ «{procedure}» của ông (bà). Mã hồ sơ: {code}.\nCán bộ sẽ xem và báo lại.\nXem hồ sơ đang ở đâu: {link}',
    sms: 'Da nhan ho so {code}. Can bo se xem va bao lai. Xem: {link}',
  },
  received: {
    subject: 'Hồ sơ {code} đã được tiếp nhận, hẹn trả {due}',
    text: 'Kính gửi {name},\n\n{unit} đã tiếp nhận hồ sơ «{procedure}», mã {code}.\nHẹn trả kết quả: {due}.\nLệ phí: {fee}.\nXem hồ sơ đang ở đâu: {link}',
    sms: 'Ho so {code} da duoc tiep nhan. Hen tra {due}. Xem: {link}',
  },
  'intake-refused': {
    subject: 'Hồ sơ {code} không được tiếp nhận',
    text: 'Kính gửi {name},\n\n{unit} chưa thể tiếp nhận hồ sơ «{procedure}», mã {code}.\nLý do: {reason}\nXem phiếu từ chối: {link}',
    sms: 'Ho so {code} khong duoc tiep nhan. Xem ly do: {link}',
  },
  supplement: {
    subject: 'Hồ sơ {code} cần bổ sung',
    text: 'Kính gửi {name},\n\nHồ sơ «{procedure}», mã {code}, cần sửa hoặc bổ sung:\n{items}\n{reason}\nBổ sung ngay trên điện thoại: {link}\nHoặc mang đến {unit}.',
    sms: 'Ho so {code} can bo sung. Xem can gi va bo sung tai: {link}',
  },
  refused: {
    subject: 'Hồ sơ {code} bị từ chối giải quyết',
    text: 'Kính gửi {name},\n\n{unit} từ chối giải quyết hồ sơ «{procedure}», mã {code}.\nLý do: {reason}\nXem phiếu từ chối: {link}',
    sms: 'Ho so {code} bi tu choi giai quyet. Xem ly do: {link}',
  },
  late: {
    subject: 'Xin lỗi: hồ sơ {code} hẹn lại {newDue}',
    text: 'Kính gửi {name},\n\n{unit} xin lỗi ông (bà): hồ sơ «{procedure}», mã {code}, chưa xong vào {due} như đã hẹn.\nLý do: {reason}\nHẹn lại: {newDue}.\nXem hồ sơ đang ở đâu: {link}',
    sms: 'Xin loi: ho so {code} hen lai {newDue}. Xem: {link}',
  },
  stopped: {
    subject: 'Hồ sơ {code} dừng giải quyết',
    text: 'Kính gửi {name},\n\n{unit} dừng giải quyết hồ sơ «{procedure}», mã {code}.\nLý do: {reason}\nXem thông báo: {link}',
    sms: 'Ho so {code} dung giai quyet. Xem ly do: {link}',
  },
  withdrawn: {
    subject: 'Đã rút hồ sơ {code}',
    text: 'Kính gửi {name},\n\nHồ sơ «{procedure}», mã {code}, đã được rút theo yêu cầu của ông (bà).\n{unit}\n{link}',
    sms: 'Ho so {code} da duoc rut theo yeu cau. {link}',
  },
  done: {
    subject: 'Hồ sơ {code} đã có kết quả',
    text: 'Kính gửi {name},\n\nHồ sơ «{procedure}», mã {code}, đã có kết quả.\nNhận tại: {place}.\nLệ phí: {fee}.\nXem và tải về: {link}\n{unit}',
    sms: 'Ho so {code} da co ket qua. Xem va tai ve: {link}',
  },
  'given-back': {
    subject: 'Đã trả kết quả hồ sơ {code}',
    text: 'Kính gửi {name},\n\n{unit} đã trả kết quả hồ sơ «{procedure}», mã {code}.\nTải lại bản điện tử: {link}',
    sms: 'Ho so {code} da tra ket qua. Tai lai: {link}',
  },
  revoked: {
    subject: 'Kết quả của hồ sơ {code} bị thu hồi',
    text: 'Kính gửi {name},\n\n{unit} thu hồi kết quả của hồ sơ «{procedure}», mã {code}. Giấy đã cấp không dùng được nữa.\nLý do: {reason}\nXem chi tiết: {link}',
    sms: 'Ket qua ho so {code} bi thu hoi, giay khong con dung duoc. Xem ly do: {link}',
  },
  suspended: {
    subject: 'Kết quả của hồ sơ {code} bị đình chỉ',
    text: 'Kính gửi {name},\n\n{unit} tạm đình chỉ kết quả của hồ sơ «{procedure}», mã {code}. Trong thời gian này giấy không dùng được.\nLý do: {reason}\nXem chi tiết: {link}',
    sms: 'Ket qua ho so {code} tam bi dinh chi, chua dung duoc. Xem ly do: {link}',
  },
  reinstated: {
    subject: 'Kết quả của hồ sơ {code} dùng lại được',
    text: 'Kính gửi {name},\n\n{unit} cho dùng lại kết quả của hồ sơ «{procedure}», mã {code}.\n{reason}\nXem chi tiết: {link}',
    sms: 'Ket qua ho so {code} da dung lai duoc. Xem: {link}',
  },
  expiring: {
    subject: 'Nhắc: {count} giấy sắp hết hạn, sớm nhất ngày {until}',
    text: 'Kính gửi {name},\n\n{unit} xin nhắc những giấy sắp hết hạn:\n{items}\nGia hạn ngay trên điện thoại, đã điền sẵn, không phải khai lại: {link}\nKhông dùng nữa thì không phải làm gì.',
    sms: 'Nhac: {count} giay sap het han, som nhat {until}. Gia han, da dien san: {link}',
  },
};

/** The five lives every package must survive before it is published. */
export const stories: readonly Story[] = [
  { name: 'happy', title: 'nộp đủ, làm đúng hẹn, trả kết quả', channel: 'online', slow: false, ends: 'given-back' },
  { name: 'supplement', title: 'thiếu giấy tờ, bổ sung một lần rồi xong', channel: 'online', slow: false, ends: 'given-back' },
  { name: 'refusal', title: 'không đủ điều kiện, từ chối có lý do', channel: 'desk', slow: false, ends: 'refused' },
  { name: 'late', title: 'quá hẹn, xin lỗi và hẹn lại một lần', channel: 'desk', slow: true, ends: 'given-back' },
  { name: 'offline-entry', title: 'nhập tại bàn khi mất mạng, gửi lên sau', channel: 'desk', slow: false, ends: 'given-back' },
];
