import {
  birthDate,
  choice,
  count,
  date,
  email,
  longText,
  measure,
  money,
  paperNumber,
  personName,
  personalNumber,
  phone,
  place,
  plate,
  text,
  yes,
} from '../form/questions.ts';
import { type Block, onlyWhen, optional } from '../form/question.ts';
import type { ProfileName } from '../schema.ts';
import { provincesOf } from './provinces.ts';
import { mst } from './tax-number.ts';

/** A company, cooperative or other unit that asks (đơn vị đề nghị). */
export function business() {
  return {
    id: 'business',
    title: 'Đơn vị đề nghị',
    questions: {
      name: text({ label: 'Tên đơn vị', autocomplete: 'organization', sample: 'Hợp tác xã Vận tải Mẫu' }),
      kind: choice(
        { label: 'Loại đơn vị' },
        { company: 'Doanh nghiệp', cooperative: 'Hợp tác xã', household: 'Hộ kinh doanh', other: 'Cơ quan, tổ chức khác' },
      ),
      taxNumber: mst(),
      address: place({ label: 'Trụ sở' }),
      representative: personName({ label: 'Người đại diện', autocomplete: 'off', sample: 'Dương Văn Mẫu' }),
      phone: phone({ label: 'Điện thoại đơn vị', help: undefined }),
      email: optional(email()),
      licence: optional(text({ label: 'Giấy phép kinh doanh vận tải (số, ngày cấp, nơi cấp)', sample: '' })),
    },
  } satisfies Block;
}

export const badgeKinds = {
  'fixed-route': 'Xe tuyến cố định',
  shuttle: 'Xe trung chuyển',
  bus: 'Xe buýt',
  taxi: 'Xe taxi',
  contract: 'Xe hợp đồng',
  truck: 'Xe tải (cả công-ten-nơ, đầu kéo)',
  'four-wheel-passenger': 'Xe bốn bánh chở khách',
  'four-wheel-cargo': 'Xe bốn bánh chở hàng',
};

/** Vehicles (phương tiện): one dossier covers many, each with its own result. */
export function vehicles(most = 50) {
  return {
    id: 'vehicles',
    title: 'Xe',
    repeat: { min: 1, max: most, item: 'Xe' },
    questions: {
      plate: plate({ aka: ['biển số', 'biển kiểm soát', 'BKS', 'số xe'] }),
      type: text({ label: 'Loại xe, nhãn hiệu', sample: 'Ô tô tải Mẫu', aka: ['loại xe', 'nhãn hiệu', 'hiệu xe'] }),
      badge: choice({ label: 'Loại phù hiệu', sample: 'truck' }, badgeKinds),
      capacity: optional(text({ label: 'Tải trọng (tấn) hoặc số chỗ', sample: '5 tấn', aka: ['tải trọng', 'trọng tải', 'số chỗ'] }, 30)),
      madeIn: optional(text({ label: 'Năm và nước sản xuất', sample: '2020, Việt Nam' }, 60)),
      owner: choice({ label: 'Xe của ai?' }, { own: 'Của đơn vị, của mình', hired: 'Thuê, mượn hoặc của thành viên' }),
      contractTo: onlyWhen('owner', ['hired'], date({ label: 'Hợp đồng thuê có giá trị đến', sample: '31/12/2027' })),
    },
  } satisfies Block;
}

/** Who drives and who helps (lái xe, người đi cùng); tests are what the emergency of 2021 asked for. */
export function drivers(most = 20) {
  return {
    id: 'drivers',
    title: 'Lái xe và người đi cùng',
    repeat: {
      min: 1,
      max: most,
      item: 'Người',
      inSheet: [
        { title: 'Lái xe', aka: ['tài xế'], fixed: { role: 'driver' } },
        { title: 'Người đi cùng', aka: ['phụ xe', 'lái phụ'], fixed: { role: 'assistant' } },
      ],
    },
    questions: {
      name: personName({ label: 'Họ tên', autocomplete: 'off', sample: 'Lương Văn Mẫu', aka: ['họ và tên', 'tên', ''] }),
      role: choice({ label: 'Đi cùng xe để làm gì?' }, { driver: 'Lái xe', assistant: 'Phụ xe, người đi cùng' }),
      number: personalNumber({ autocomplete: 'off', sample: '019085000456', aka: ['CCCD', 'căn cước', 'căn cước công dân', 'số định danh', 'CMND'] }),
      phone: phone({ help: undefined, aka: ['SĐT', 'điện thoại', 'di động', 'số máy'] }),
      testDate: optional(date({ aka: ['ngày xét nghiệm'], label: 'Ngày xét nghiệm âm tính', help: 'Kết quả có giá trị 72 giờ.', sample: '' })),
      testKind: optional(choice({ label: 'Loại xét nghiệm', sample: '' }, { pcr: 'PCR', rapid: 'Xét nghiệm nhanh' })),
    },
  } satisfies Block;
}

/** An inland-waterway vessel (phương tiện thủy nội địa). */
export function vessel() {
  return {
    id: 'vessel',
    title: 'Phương tiện thủy',
    questions: {
      name: optional(text({ label: 'Tên phương tiện', sample: 'Thuyền Mẫu 01' }, 80)),
      type: choice({ label: 'Loại' }, { cargo: 'Chở hàng', passenger: 'Chở khách', ferry: 'Đò ngang', fishing: 'Gia dụng, đánh cá', other: 'Loại khác' }),
      hull: choice({ label: 'Vỏ làm bằng' }, { steel: 'Thép', wood: 'Gỗ', composite: 'Nhựa, composite', concrete: 'Xi măng lưới thép' }),
      length: measure({ label: 'Chiều dài lớn nhất (mét)', sample: '12,5' }, 300),
      width: measure({ label: 'Chiều rộng lớn nhất (mét)', sample: '2,8' }, 100),
      capacity: text({ label: 'Trọng tải (tấn) hoặc số khách', sample: '12 khách' }, 30),
      engine: optional(text({ label: 'Máy (số máy, công suất)', sample: '' })),
      built: text({ label: 'Năm và nơi đóng', sample: '2026, Thái Nguyên' }),
      inspected: choice(
        { label: 'Có phải đăng kiểm không?', help: 'Không có máy dưới 5 tấn, hoặc nhỏ chở ít người, thường không phải; hỏi cán bộ nếu chưa rõ.' },
        { no: 'Không', yes: 'Có' },
      ),
      port: text({ label: 'Nơi neo đậu', sample: 'Bến Mẫu, hồ Núi Cốc' }),
    },
  } satisfies Block;
}

/** A machine that works and also drives on roads (xe máy chuyên dùng). */
export function machine() {
  return {
    id: 'machine',
    title: 'Xe máy chuyên dùng',
    questions: {
      type: text({ label: 'Loại máy', sample: 'Máy xúc bánh lốp' }, 80),
      brand: text({ label: 'Nhãn hiệu, kiểu', sample: 'Mẫu ZX-140' }, 80),
      made: text({ label: 'Năm và nước sản xuất', sample: '2019, Nhật Bản' }, 60),
      frame: text({ label: 'Số khung', sample: 'MAU14000123' }, 40),
      engine: text({ label: 'Số động cơ', sample: '4HK1000456' }, 40),
      power: measure({ label: 'Công suất (kW)', sample: '74' }, 5000),
      weight: measure({ label: 'Trọng lượng (kg)', sample: '14000' }, 500_000),
      colour: text({ label: 'Màu sơn', sample: 'Vàng' }, 30),
      size: optional(text({ label: 'Dài × rộng × cao (mm)', sample: '7600 × 2500 × 3200' }, 60)),
      certificates: count({ label: 'Số giấy chứng nhận xin cấp', sample: '1' }, 1, 10),
    },
  } satisfies Block;
}

/** A household that trades (hộ kinh doanh). */
export function householdBusiness() {
  return {
    id: 'household',
    title: 'Hộ kinh doanh',
    questions: {
      name: text({ label: 'Tên hộ kinh doanh', help: 'Bắt đầu bằng «Hộ kinh doanh», rồi tên riêng.', sample: 'Hộ kinh doanh Chè Mẫu' }, 150),
      place: place({ label: 'Địa chỉ kinh doanh' }),
      trade: longText({ label: 'Bán gì, làm gì', help: 'Ghi nghề chính trước.', sample: 'Chế biến và bán chè khô' }),
      capital: money({ label: 'Vốn (đồng)' }),
      workers: count({ label: 'Số người làm', sample: '2' }, 0, 10000),
      owners: choice({ label: 'Ai thành lập?' }, { one: 'Một người', family: 'Các thành viên trong gia đình' }),
      members: onlyWhen('owners', ['family'], longText({ label: 'Họ tên và số định danh từng thành viên' })),
      starts: optional(date({ label: 'Ngày bắt đầu', sample: '' })),
    },
  } satisfies Block;
}

/** The paper to be certified (giấy tờ cần chứng thực): how long, how many copies. */
export function documentToCertify() {
  return {
    id: 'document',
    title: 'Giấy tờ cần chứng thực',
    questions: {
      name: text({ label: 'Tên giấy tờ', sample: 'Bằng tốt nghiệp THPT' }),
      pages: count({ label: 'Số trang của bản chính', sample: '1' }, 1, 500),
      language: choice({ label: 'Tiếng' }, { vi: 'Tiếng Việt', foreign: 'Tiếng nước ngoài hoặc song ngữ' }),
    },
  } satisfies Block;
}

/** Signers before the officer (người ký). */
export function signatures() {
  return {
    id: 'signing',
    title: 'Chữ ký cần chứng thực',
    questions: {
      document: text({ label: 'Tên giấy tờ sẽ ký', sample: 'Giấy ủy quyền nhận lương hưu' }),
      number: count({ label: 'Mấy người ký?', sample: '1' }, 1, 20),
      how: choice({ label: 'Ký bằng cách nào?' }, { sign: 'Ký tên', fingerprint: 'Điểm chỉ', neither: 'Không ký, không điểm chỉ được' }),
    },
  } satisfies Block;
}

export function copies() {
  return { id: 'copies', title: 'Số bản cần', questions: { number: count({ label: 'Xin mấy bản?', sample: '1' }, 1, 100) } } satisfies Block;
}

/** How the result comes back (nhận kết quả); the answer is the dossier's return mode. */
export function delivery(kinds: readonly string[] = ['online', 'desk', 'post']) {
  const all = { online: 'Bản điện tử, tải về điện thoại', desk: 'Đến bàn một cửa nhận bản giấy', post: 'Gửi bưu điện về nhà (tự trả cước)' };
  const offered = Object.fromEntries(Object.entries(all).filter(([kind]) => kinds.includes(kind)));
  const address = onlyWhen('mode', ['post'], place({ label: 'Địa chỉ nhận thư', help: 'Nơi bưu tá đến được.' }));
  return {
    id: 'delivery',
    title: 'Nhận kết quả',
    questions: { mode: choice({ label: 'Nhận kết quả bằng cách nào?' }, offered), ...(kinds.includes('post') ? { address } : {}) },
  } satisfies Block;
}

/** From where to where (hành trình). */
export function route() {
  return {
    id: 'route',
    title: 'Hành trình',
    questions: {
      from: place({ label: 'Nơi đi', help: undefined, sample: 'Thái Nguyên' }),
      to: place({ label: 'Nơi đến', help: undefined, sample: 'Hà Nội' }),
      stops: optional(text({ label: 'Nơi dừng, điểm giao hàng', sample: '' })),
      way: optional(text({ label: 'Tuyến đường', sample: 'Quốc lộ 3' })),
      goods: optional(text({ label: 'Hàng chở', sample: 'Rau quả tươi' })),
    },
  } satisfies Block;
}

/** From province to province (hành trình liên tỉnh), for a pass that each of them reads. */
export function journey(profile: ProfileName) {
  const provinces = provincesOf(profile);
  return {
    id: 'journey',
    title: 'Hành trình',
    questions: {
      from: choice({ label: 'Tỉnh, thành nơi đi', sample: '19', aka: ['nơi đi', 'điểm đi', 'tỉnh đi', 'nơi xuất phát', 'điểm xuất phát'] }, provinces),
      to: choice({ label: 'Tỉnh, thành nơi đến', sample: '01', aka: ['nơi đến', 'điểm đến', 'tỉnh đến', 'nơi giao hàng'] }, provinces),
      stops: optional(text({ label: 'Nơi dừng, điểm giao hàng', sample: '', aka: ['điểm dừng', 'nơi dừng', 'điểm dừng đỗ', 'điểm giao hàng'] })),
      way: optional(text({ label: 'Tuyến đường', sample: 'Quốc lộ 3' })),
      goods: text({ label: 'Hàng chở', sample: 'Rau quả tươi' }),
      onBehalf: optional(
        choice({ label: 'Xin cấp hộ tỉnh, thành khác', help: 'Chỉ chọn khi tỉnh khác nhờ tỉnh này cấp; không thì để trống.', sample: '' }, provinces),
      ),
    },
  } satisfies Block;
}

/** From when to when (thời hạn xin cấp). */
export function period() {
  const help = 'Ngày/tháng/năm.';
  return {
    id: 'period',
    title: 'Thời gian xin cấp',
    questions: {
      from: date({ label: 'Từ ngày', help, sample: '24/11/2026', aka: ['từ ngày', 'ngày đi', 'ngày bắt đầu', 'hiệu lực từ'] }),
      to: date({ label: 'Đến ngày', help, sample: '8/12/2026', aka: ['đến ngày', 'ngày về', 'ngày kết thúc', 'hiệu lực đến'] }),
    },
  } satisfies Block;
}

/** Standing that waives or lowers a fee (đối tượng miễn, giảm). */
export function feeRelief() {
  const kinds = { none: 'Không', merit: 'Người có công với cách mạng', poor: 'Hộ nghèo', disabled: 'Người khuyết tật' };
  return { id: 'relief', title: 'Miễn lệ phí', questions: { kind: choice({ label: 'Có thuộc diện được miễn lệ phí không?' }, kinds) } } satisfies Block;
}

/** The applicant answers for what is written (cam đoan). */
export function oath() {
  return { id: 'oath', title: 'Cam đoan', questions: { true: yes({ label: 'Tôi cam đoan những điều đã khai là đúng' }) } } satisfies Block;
}

/** Nothing but what a package adds itself. */
export function ownQuestions() {
  return { id: 'questions', title: 'Nội dung', questions: {} } satisfies Block;
}

/** The person another paper or permit is for, when not the applicant. */
export function ownerPerson() {
  return {
    id: 'owner',
    title: 'Chủ sở hữu',
    questions: {
      kind: choice({ label: 'Chủ sở hữu là' }, { applicant: 'Người nộp hồ sơ', person: 'Người khác', organisation: 'Tổ chức' }),
      name: onlyWhen('kind', ['person', 'organisation'], text({ label: 'Tên chủ sở hữu', sample: 'Ma Văn Mẫu' })),
      number: onlyWhen('kind', ['person', 'organisation'], paperNumber({ label: 'Số định danh hoặc mã số thuế' })),
      birthDate: onlyWhen('kind', ['person'], birthDate({ autocomplete: 'off' })),
    },
  } satisfies Block;
}
