import type { Role } from '#kernel/identity/actor.ts';
import type { RouteStop } from '../../dossier.ts';
import type { Archetype } from './archetype.ts';
import { allSlips, messages, nationalStatuses, stories } from './common.ts';

const receive: RouteStop = { step: 'receive', role: 'desk', at: 'receiving' };
const giveBack: RouteStop = { step: 'give-back', role: 'desk', at: 'receiving' };

function assessedBy(role: Role): readonly RouteStop[] {
  return [
    receive,
    { step: 'assess', role, at: 'deciding' },
    { step: 'approve', role: 'leader', at: 'deciding' },
    { step: 'seal', role: 'clerk', at: 'deciding' },
    giveBack,
  ];
}

const common = { slips: allSlips, messages, statuses: nationalStatuses, stories };

const sameDayWalk = [
  'Bàn một cửa xem hồ sơ và tiếp nhận',
  'Công chức tư pháp - hộ tịch kiểm tra',
  'Lãnh đạo ký',
  'Vào số, đóng dấu',
  'Trả kết quả ngay trong ngày',
];

/** The ways of working (kiểu thủ tục) that packages build on. */
export const archetypes: Record<string, Archetype> = {
  'same-day-copy': { ...common, name: 'same-day-copy', title: 'Bản sao trong ngày', route: assessedBy('civil-status'), walk: sameDayWalk },
  'same-day-registration': { ...common, name: 'same-day-registration', title: 'Đăng ký trong ngày', route: assessedBy('civil-status'), walk: sameDayWalk },
  'single-desk': {
    ...common,
    name: 'single-desk',
    title: 'Làm ngay tại bàn',
    // The justice officer at the desk compares and drafts; the person waits.
    route: assessedBy('civil-status'),
    walk: ['Đưa giấy tờ tại bàn', 'Cán bộ đối chiếu ngay trước mặt', 'Lãnh đạo ký', 'Đóng dấu, thu lệ phí, nhận lại giấy tờ'],
    stories: stories.map((story) => ({ ...story, channel: 'desk' as const })),
  },
  'commune-decision-days': {
    ...common,
    name: 'commune-decision-days',
    title: 'Xã quyết định, có xác minh',
    route: assessedBy('civil-status'),
    walk: ['Bàn một cửa tiếp nhận', 'Công chức tư pháp - hộ tịch xác minh', 'Chủ tịch xã ký', 'Vào số, đóng dấu', 'Trả kết quả theo ngày hẹn'],
  },
  'province-licence': {
    ...common,
    name: 'province-licence',
    title: 'Sở cấp phép',
    route: assessedBy('specialist'),
    walk: ['Bàn một cửa của sở tiếp nhận', 'Chuyên viên thẩm định', 'Lãnh đạo sở ký', 'Văn thư vào số, đóng dấu', 'Trả kết quả theo ngày hẹn'],
  },
  'commune-to-province': {
    ...common,
    name: 'commune-to-province',
    title: 'Nộp ở xã, sở quyết định',
    route: assessedBy('specialist'),
    walk: ['Nộp ở bàn một cửa gần nhất', 'Xã chuyển lên sở ngay trong ngày', 'Chuyên viên sở thẩm định, lãnh đạo sở ký', 'Kết quả về lại nơi đã nộp'],
  },
  'household-business-registration': {
    ...common,
    name: 'household-business-registration',
    title: 'Đăng ký hộ kinh doanh',
    route: assessedBy('specialist'),
    walk: ['Bàn một cửa tiếp nhận', 'Cán bộ đăng ký kinh doanh xem hồ sơ, tra tên', 'Lãnh đạo ký', 'Trả giấy chứng nhận'],
  },
  'pass-12-hours': {
    ...common,
    name: 'pass-12-hours',
    title: 'Giấy đi đường trong 12 giờ',
    route: assessedBy('specialist'),
    walk: ['Nộp trên điện thoại', 'Chuyên viên sở xem từng xe', 'Lãnh đạo sở ký', 'Có giấy kèm mã QR trong 12 giờ, tự in dán lên kính xe'],
    // Nobody is told to wait for office hours where the clock counts nights and holidays.
    messages: {
      ...messages,
      submitted: {
        ...messages.submitted,
        text: 'Kính gửi {name},\n\n{unit} đã nhận được hồ sơ «{procedure}» của ông (bà). Mã hồ sơ: {code}.\nCán bộ xem và báo lại, cả ban đêm và ngày nghỉ.\nXem hồ sơ đang ở đâu: {link}',
      },
    },
  },
};
