import { qrRows } from '#design/qr-rows.ts';
import type { RegisterPaper, ResultPaper, SlipPaper } from './index.ts';

/** Papers with invented people for tests, figures and for looking at: long names, everything filled in. */
const office = { agency: 'Ủy ban nhân dân tỉnh Thái Nguyên', unit: 'Ủy ban nhân dân xã Sảng Mộc', demo: true, printedAt: '2026-11-23T02:12:33Z' };
export const sampleLink = `https://motcua.thainguyen.gov.vn/X#${'8FJKQ2MV'.repeat(30)}`;
const longName = 'NGUYỄN PHÚC HOÀNG THỊ THÙY DƯƠNG QUỲNH NHƯ (MẪU)';

export const sampleExtract = {
  ...office,
  layer: 'base',
  place: 'Sảng Mộc',
  title: 'Trích lục khai sinh (bản sao)',
  fields: {
    name: longName,
    birthDate: '05/01/2020',
    birthDateInWords: 'Ngày năm, tháng một, năm hai nghìn không trăm hai mươi',
    sex: 'Nữ',
    ethnicity: 'Tày',
    nationality: 'Việt Nam',
    birthPlace: 'Trạm y tế xã Sảng Mộc, huyện Võ Nhai, tỉnh Thái Nguyên',
    hometown: 'Xóm Khuổi Mèo, xã Sảng Mộc, huyện Võ Nhai, tỉnh Thái Nguyên',
    number: '019320000123',
    mother: { name: 'HOÀNG THỊ MẪU', birthYear: '1995', ethnicity: 'Tày', nationality: 'Việt Nam', residence: 'Xóm Khuổi Mèo, xã Sảng Mộc, tỉnh Thái Nguyên' },
    father: {
      name: 'NGUYỄN PHÚC VĂN MẪU',
      birthYear: '1992',
      ethnicity: 'Tày',
      nationality: 'Việt Nam',
      residence: 'Xóm Khuổi Mèo, xã Sảng Mộc, tỉnh Thái Nguyên',
    },
    registeredAt: 'Ủy ban nhân dân xã Sảng Mộc, huyện Võ Nhai, tỉnh Thái Nguyên',
    registerNumber: '12, quyển 01/2020',
    registeredOn: '10/01/2020',
    note: '',
  },
  signsAs: ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
  signer: 'Nguyễn Thị Hằng (mẫu)',
  signerTitle: 'Phó Chủ tịch',
  signedAt: '23/11/2026 09:12:33 +07:00',
  number: '12/TLKS-BS',
  date: 'ngày 23 tháng 11 năm 2026',
  qr: qrRows(sampleLink),
  shortCode: '7K2M-9QXD',
} satisfies ResultPaper;

export const sampleDecision = {
  ...sampleExtract,
  title: 'Giấy xác nhận tình trạng hôn nhân',
  number: '07/UBND-XNTTHN',
  fields: {},
  grounds: ['Xét đề nghị của bà Nông Thị Mẫu, về việc cấp Giấy xác nhận tình trạng hôn nhân;'],
  intro: 'Ủy ban nhân dân xã Sảng Mộc xác nhận:',
  rows: [
    ['Họ, chữ đệm, tên', 'NÔNG THỊ MẪU'],
    ['Ngày, tháng, năm sinh', '02/9/1998'],
    ['Giới tính, dân tộc, quốc tịch', 'Nữ, Nùng, Việt Nam'],
    ['Số định danh cá nhân', '019198000456'],
    ['Nơi cư trú', 'Xóm Bản Chấu, xã Sảng Mộc, tỉnh Thái Nguyên'],
    ['Mục đích sử dụng', 'Đăng ký kết hôn'],
  ] as [string, string][],
  body: ['Hiện tại chưa đăng ký kết hôn với ai.', 'Giấy này được cấp theo yêu cầu của người có tên trên.'],
  valid: '23/5/2027',
  recipients: ['Như trên;', 'Lưu: VT, TP-HT.'],
} satisfies ResultPaper;

export const samplePass = {
  ...sampleExtract,
  agency: 'Ủy ban nhân dân tỉnh Thái Nguyên',
  unit: 'Sở Giao thông vận tải',
  title: 'Giấy nhận diện phương tiện (luồng xanh)',
  fields: {},
  number: '0123/GNDPT',
  pass: {
    plate: '20C-123.45',
    origin: 'TP. Thái Nguyên',
    destination: 'Cảng Hải Phòng, TP. Hải Phòng',
    stops: 'Trạm dừng Hải Dương',
    goods: 'Chè khô, linh kiện',
    unit: 'Công ty Vận tải Mẫu',
    onBehalf: '',
  },
  valid: '20:30 ngày 16/8/2021',
  signsAs: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'],
  rows: [
    ['Biển đăng ký', '20C-123.45'],
    ['Loại xe', 'Ô tô tải 9,5 tấn'],
    ['Đơn vị', 'Công ty Vận tải Mẫu'],
    ['Loại hình', 'Vận tải hàng hóa bằng xe công-ten-nơ'],
  ] as [string, string][],
} satisfies ResultPaper;

/** A slip of either era: the same paper, the era's own number and name. */
export function sampleSlip(kind: SlipPaper['kind'], title: string, form: string): SlipPaper {
  return {
    ...office,
    kind,
    title,
    form,
    number: '07/TNHS',
    code: 'H55.86.25-261123-0007',
    place: 'Sảng Mộc',
    issuedLong: 'ngày 23 tháng 11 năm 2026',
    procedure: 'Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh',
    applicant: { name: longName, address: 'Xóm Khuổi Mèo, xã Sảng Mộc, tỉnh Thái Nguyên', phone: '0987 654 321', email: 'mau@example.invalid' },
    papers: [
      { name: 'Tờ khai cấp bản sao trích lục hộ tịch', copy: 'bản điện tử', count: 1 },
      { name: 'Căn cước công dân hoặc giấy tờ tùy thân khác còn giá trị, để đối chiếu', copy: 'xuất trình', count: 1 },
    ],
    limit: 'trong ngày làm việc; nhận sau 15 giờ thì trả trong ngày làm việc tiếp theo',
    receivedAt: '9 giờ 12 phút, ngày 23/11/2026',
    dueAt: '17 giờ 00 phút, ngày 23/11/2026',
    newDueAt: '17 giờ 00 phút, ngày 25/11/2026',
    returnWords: 'tại bộ phận một cửa',
    feeWords: '16.000 đồng (2 bản × 8.000 đồng)',
    book: '01',
    bookEntry: '0007',
    items: [
      { label: 'Ảnh căn cước công dân, mặt trước', why: 'ảnh mờ, không đọc được số; xin chụp lại nơi đủ sáng' },
      { label: 'Năm đăng ký khai sinh', why: 'ghi 2019, trong sổ của xã không có tên; xin xem lại' },
    ],
    reason: 'Đường truyền tới cơ sở dữ liệu hộ tịch bị gián đoạn từ 13 giờ 30 phút đến hết ngày.',
    basis: 'Luật Hộ tịch 2014, Điều 64',
    officer: 'Triệu Thị Mai (mẫu)',
    history: [
      { at: '9:12 23/11/2026', unit: 'xã Sảng Mộc', who: 'Triệu Thị Mai', verb: 'Tiếp nhận', note: '', standing: 'Đúng hạn' },
      { at: '9:40 23/11/2026', unit: 'xã Sảng Mộc', who: 'Nông Văn Thắng', verb: 'Thẩm tra', note: 'đã đối chiếu sổ 01/2020', standing: 'Trước hạn' },
      { at: '10:05 23/11/2026', unit: 'xã Sảng Mộc', who: 'Ma Đình Khải', verb: 'Ký duyệt', note: '', standing: 'Trước hạn' },
      { at: '10:20 23/11/2026', unit: 'xã Sảng Mộc', who: 'Hoàng Thị Lụa', verb: 'Vào số, đóng dấu', note: '', standing: 'Trước hạn' },
    ],
    qr: qrRows('https://motcua.thainguyen.gov.vn/tra-cuu?ma=H55.86.25-261123-0007'),
  };
}

export function sampleRegister(count: number): RegisterPaper {
  const lines = Array.from({ length: count }, (_, i) => ({
    ordinal: i + 1,
    code: `H55.86.25-261123-${String(i + 1).padStart(4, '0')}`,
    procedure: i % 3 === 0 ? 'Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh' : 'Đăng ký khai sinh',
    applicant: i % 7 === 0 ? 'Nguyễn Phúc Hoàng Thị Thùy Dương Quỳnh Như (mẫu)' : 'Nông Thị Mẫu',
    contact: 'Xóm Khuổi Mèo, 0987 654 321',
    unit: 'UBND xã Sảng Mộc',
    received: '23/11/2026',
    due: '24/11/2026',
    returned: i % 5 === 0 ? '' : '24/11/2026',
    returnMode: 'tại bộ phận một cửa',
  }));
  return { ...office, title: 'Sổ theo dõi hồ sơ', form: '07', from: '01/01/2026', to: '31/12/2026', lines };
}
