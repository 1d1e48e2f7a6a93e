import type { Option } from '../form/question.ts';
import type { ProfileName } from '../schema.ts';

/**
 * Provinces and cities by the two digits of the General Statistics Office's list: 63 until 30 June 2025, 34 since (NQ 202/2025/QH15).
 * A code that stayed may name more land than before, so a code is read with the list of its era.
 */
const until2025 = [
  '01 Hà Nội,02 Hà Giang,04 Cao Bằng,06 Bắc Kạn,08 Tuyên Quang,10 Lào Cai,11 Điện Biên,12 Lai Châu,14 Sơn La,15 Yên Bái,17 Hòa Bình,19 Thái Nguyên,',
  '20 Lạng Sơn,22 Quảng Ninh,24 Bắc Giang,25 Phú Thọ,26 Vĩnh Phúc,27 Bắc Ninh,30 Hải Dương,31 Hải Phòng,33 Hưng Yên,34 Thái Bình,35 Hà Nam,36 Nam Định,',
  '37 Ninh Bình,38 Thanh Hóa,40 Nghệ An,42 Hà Tĩnh,44 Quảng Bình,45 Quảng Trị,46 Thừa Thiên Huế,48 Đà Nẵng,49 Quảng Nam,51 Quảng Ngãi,52 Bình Định,',
  '54 Phú Yên,56 Khánh Hòa,58 Ninh Thuận,60 Bình Thuận,62 Kon Tum,64 Gia Lai,66 Đắk Lắk,67 Đắk Nông,68 Lâm Đồng,70 Bình Phước,72 Tây Ninh,',
  '74 Bình Dương,75 Đồng Nai,77 Bà Rịa - Vũng Tàu,79 TP. Hồ Chí Minh,80 Long An,82 Tiền Giang,83 Bến Tre,84 Trà Vinh,86 Vĩnh Long,87 Đồng Tháp,',
  '89 An Giang,91 Kiên Giang,92 Cần Thơ,93 Hậu Giang,94 Sóc Trăng,95 Bạc Liêu,96 Cà Mau',
].join('');

const since2025 = [
  '01 Hà Nội,04 Cao Bằng,08 Tuyên Quang,11 Điện Biên,12 Lai Châu,14 Sơn La,15 Lào Cai,19 Thái Nguyên,20 Lạng Sơn,22 Quảng Ninh,24 Bắc Ninh,25 Phú Thọ,',
  '31 Hải Phòng,33 Hưng Yên,37 Ninh Bình,38 Thanh Hóa,40 Nghệ An,42 Hà Tĩnh,44 Quảng Trị,46 Huế,48 Đà Nẵng,51 Quảng Ngãi,52 Gia Lai,56 Khánh Hòa,',
  '66 Đắk Lắk,68 Lâm Đồng,75 Đồng Nai,79 TP. Hồ Chí Minh,80 Tây Ninh,82 Đồng Tháp,86 Vĩnh Long,91 An Giang,92 Cần Thơ,96 Cà Mau',
].join('');

/** Names that are gone since 1 July 2025 and stay in use, behind the province their land belongs to now (NQ 202/2025/QH15). */
const merged: Record<string, string> = {
  'Tuyên Quang': 'Hà Giang',
  'Lào Cai': 'Yên Bái',
  'Thái Nguyên': 'Bắc Kạn,Bắc Cạn',
  'Phú Thọ': 'Vĩnh Phúc,Hòa Bình',
  'Bắc Ninh': 'Bắc Giang',
  'Hưng Yên': 'Thái Bình',
  'Hải Phòng': 'Hải Dương',
  'Ninh Bình': 'Hà Nam,Nam Định',
  'Quảng Trị': 'Quảng Bình',
  'Đà Nẵng': 'Quảng Nam',
  'Quảng Ngãi': 'Kon Tum',
  'Gia Lai': 'Bình Định',
  'Khánh Hòa': 'Ninh Thuận',
  'Lâm Đồng': 'Đắk Nông,Bình Thuận',
  'Đắk Lắk': 'Phú Yên',
  'TP. Hồ Chí Minh': 'Bình Dương,Bà Rịa - Vũng Tàu,Vũng Tàu',
  'Đồng Nai': 'Bình Phước',
  'Tây Ninh': 'Long An',
  'Cần Thơ': 'Sóc Trăng,Hậu Giang',
  'Vĩnh Long': 'Bến Tre,Trà Vinh',
  'Đồng Tháp': 'Tiền Giang',
  'Cà Mau': 'Bạc Liêu',
  'An Giang': 'Kiên Giang',
};

/** What people write for short or from habit, whatever the era. */
const shorter: Record<string, string> = {
  'Hà Nội': 'HN',
  'Hải Phòng': 'HP',
  'TP. Hồ Chí Minh': 'Hồ Chí Minh,Sài Gòn,HCM,SG',
  'Thừa Thiên Huế': 'Huế,TT Huế',
  Huế: 'Thừa Thiên Huế,TT Huế',
  'Bà Rịa - Vũng Tàu': 'Vũng Tàu,BRVT',
  'Bắc Kạn': 'Bắc Cạn',
  'Đắk Lắk': 'Đắc Lắc',
  'Đắk Nông': 'Đắc Nông',
};

const lists: Record<ProfileName, readonly Option[]> = { '2021': inOrder(until2025, {}), '2026': inOrder(since2025, merged) };

function inOrder(list: string, former: Record<string, string>): readonly Option[] {
  return list
    .split(',')
    .map((line) => ({ value: line.slice(0, 2), label: line.slice(3), aka: otherNames(line.slice(3), former) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'vi'));
}

/** «Tỉnh Bắc Giang», «TP Hà Nội», «HN»: each name also with the word for what it is. */
function otherNames(label: string, former: Record<string, string>): string[] {
  const habits = (name: string) => shorter[name]?.split(',') ?? [];
  const names = [label, ...habits(label), ...(former[label]?.split(',') ?? []).flatMap((name) => [name, ...habits(name)])];
  return [...names.slice(1), ...names.flatMap((name) => ['Tỉnh', 'Thành phố', 'TP'].map((kind) => `${kind} ${name}`))];
}

/** The provinces of an era, in Vietnamese order. */
export function provincesOf(profile: ProfileName): readonly Option[] {
  return lists[profile];
}

/** The name behind a code of that era; a code the era did not have stays as it is. */
export function provinceName(profile: ProfileName, code: string): string {
  return lists[profile].find(({ value }) => value === code)?.label ?? code;
}
