import type { Option } from '../form/question.ts';

/** The 54 ethnic groups (dân tộc) in the order of the national code list, then foreigner and unknown. */
const names = [
  'Kinh,Tày,Thái,Hoa,Khơ-me,Mường,Nùng,Mông,Dao,Gia-rai,Ngái,Ê-đê,Ba-na,Xơ-đăng,Sán Chay,Cơ-ho,Chăm,Sán Dìu,Hrê,Mnông,Ra-glai,Xtiêng,',
  'Bru-Vân Kiều,Thổ,Giáy,Cơ-tu,Gié-Triêng,Mạ,Khơ-mú,Co,Tà-ôi,Chơ-ro,Kháng,Xinh-mun,Hà Nhì,Chu-ru,Lào,La Chí,La Ha,Phù Lá,La Hủ,Lự,',
  'Lô Lô,Chứt,Mảng,Pà Thẻn,Cơ Lao,Cống,Bố Y,Si La,Pu Péo,Brâu,Ơ Đu,Rơ-măm,Người nước ngoài,Không rõ',
]
  .join('')
  .split(',');

const byCode: readonly Option[] = names.map((label, i) => ({ value: String(i + 1).padStart(2, '0'), label }));

/** Groups of many in Thái Nguyên stand first, so that most people choose without scrolling. */
const near = new Set(['01', '02', '07', '08', '09', '15', '18', '04']);

export const ethnicGroups: readonly Option[] = [...byCode.filter(({ value }) => near.has(value)), ...byCode.filter(({ value }) => !near.has(value))];
