import { birthDate, choice, count, date, personName, personalNumber, place, text, yes } from '../form/questions.ts';
import { type Block, onlyWhen, optional } from '../form/question.ts';
import { ethnicGroups } from './ethnic-groups.ts';
import { personQuestions, relations, sexes } from './person.ts';

export const recordKinds = {
  birth: 'Khai sinh',
  marriage: 'Kết hôn',
  death: 'Khai tử',
  'parent-child': 'Nhận cha, mẹ, con',
  'status-change': 'Thay đổi, cải chính hộ tịch',
  guardianship: 'Giám hộ',
};

/** A record in the civil-status register (sự kiện hộ tịch): whose, and where and when it was written. */
export function civilStatusRecord() {
  return {
    id: 'record',
    title: 'Giấy tờ hộ tịch cần xin bản sao',
    intro: 'Nhớ được đến đâu ghi đến đó; cán bộ tra trong cơ sở dữ liệu.',
    questions: {
      kind: choice({ label: 'Loại giấy tờ' }, recordKinds),
      name: personName({ label: 'Họ tên người có tên trong giấy tờ', autocomplete: 'off', sample: 'Lý Văn Mẫu' }),
      birthDate: birthDate({ autocomplete: 'off', sample: '12/5/2015' }),
      sex: choice({ label: 'Giới tính' }, sexes),
      number: optional(personalNumber({ sample: '' })),
      place: optional(place({ label: 'Nơi đã đăng ký', help: 'Xã (phường) đã làm giấy trước đây, tên cũ cũng được.' })),
      registeredOn: optional(date({ label: 'Ngày đăng ký', sample: '2015' }, 'unknown-day-or-month')),
      registerNumber: optional(text({ label: 'Số, quyển số', help: 'Có trên bản cũ; không nhớ thì để trống.', sample: '' }, 60)),
    },
  } satisfies Block;
}

/** The child whose birth is declared (trẻ được khai sinh), Luật Hộ tịch Đ14. */
export function birth() {
  return {
    id: 'child',
    title: 'Trẻ được đăng ký khai sinh',
    questions: {
      name: personName({ label: 'Họ, chữ đệm, tên của trẻ', autocomplete: 'off', sample: 'Hoàng Văn Mẫu' }),
      sex: choice({ label: 'Giới tính' }, sexes),
      birthDate: date({ label: 'Ngày sinh', sample: '2/11/2026' }),
      birthPlace: text({ label: 'Nơi sinh', help: 'Tên cơ sở y tế và địa chỉ; sinh tại nhà thì ghi xóm, xã, tỉnh.', sample: 'Trạm Y tế xã Mẫu' }),
      hometown: place({ label: 'Quê quán', help: 'Theo quê của cha hoặc mẹ, cha mẹ thỏa thuận.' }),
      ethnicity: choice({ label: 'Dân tộc', sample: '08' }, ethnicGroups),
      nationality: text({ label: 'Quốc tịch', sample: 'Việt Nam' }, 60),
      onTime: choice({ label: 'Trẻ sinh được bao lâu?', sample: 'yes' }, { yes: 'Trong vòng 60 ngày', no: 'Quá 60 ngày' }),
      proof: choice(
        { label: 'Có giấy chứng sinh không?' },
        { certificate: 'Có', witness: 'Không, có người làm chứng', statement: 'Không, xin viết giấy cam đoan', abandoned: 'Trẻ bị bỏ rơi, có biên bản' },
      ),
    },
  } satisfies Block;
}

/** Mother and father of the child (cha, mẹ). */
export function parents() {
  const mother = personQuestions({ name: 'Hoàng Thị Mẫu', birth: '1998' });
  const father = personQuestions({ name: 'Hoàng Văn Cha', birth: '1996' });
  return {
    id: 'parents',
    title: 'Cha và mẹ',
    questions: {
      motherName: { ...mother.name, label: 'Họ tên mẹ' },
      motherBirth: { ...mother.birthDate, label: 'Năm sinh của mẹ' },
      motherEthnicity: { ...mother.ethnicity, label: 'Dân tộc của mẹ' },
      motherNationality: { ...mother.nationality, label: 'Quốc tịch của mẹ' },
      motherResidence: { ...mother.residence, label: 'Nơi cư trú của mẹ' },
      married: choice({ label: 'Cha mẹ đã đăng ký kết hôn chưa?' }, { yes: 'Đã đăng ký', no: 'Chưa, khai cả người cha', unknown: 'Không ghi tên cha' }),
      fatherName: onlyWhen('married', ['yes', 'no'], { ...father.name, label: 'Họ tên cha' }),
      fatherBirth: onlyWhen('married', ['yes', 'no'], { ...father.birthDate, label: 'Năm sinh của cha' }),
      fatherEthnicity: onlyWhen('married', ['yes', 'no'], { ...father.ethnicity, label: 'Dân tộc của cha' }),
      fatherNationality: onlyWhen('married', ['yes', 'no'], { ...father.nationality, label: 'Quốc tịch của cha' }),
      fatherResidence: onlyWhen('married', ['yes', 'no'], { ...father.residence, label: 'Nơi cư trú của cha' }),
    },
  } satisfies Block;
}

/** The person who died (người chết) and how it is known. */
export function death() {
  return {
    id: 'deceased',
    title: 'Người đã mất',
    questions: {
      ...personQuestions({ name: 'Triệu Văn Mẫu', birth: '1941' }),
      sex: choice({ label: 'Giới tính' }, sexes),
      relation: choice({ label: 'Người khai là gì của người mất?' }, relations),
      deathDate: date({ label: 'Ngày mất', sample: '10/11/2026' }, 'unknown-day-or-month'),
      deathTime: optional(text({ label: 'Giờ mất', sample: '' }, 20)),
      deathPlace: text({ label: 'Nơi mất', sample: 'Tại nhà, xóm Mẫu' }),
      cause: optional(text({ label: 'Nguyên nhân', sample: 'Tuổi già' })),
      proof: choice(
        { label: 'Giấy tờ về việc mất' },
        { notice: 'Có giấy báo tử', other: 'Có giấy tờ khác thay giấy báo tử', old: 'Mất đã lâu, không còn giấy báo tử' },
      ),
    },
  } satisfies Block;
}

const statuses = { never: 'Chưa kết hôn lần nào', divorced: 'Đã ly hôn', widowed: 'Vợ hoặc chồng đã mất', married: 'Đang có vợ hoặc chồng' };

/** Bride and groom (hai bên nam, nữ). */
export function spouses() {
  const groom = personQuestions({ name: 'Bàn Văn Mẫu', birth: '3/2/2000' });
  const bride = personQuestions({ name: 'Đặng Thị Mẫu', birth: '8/9/2002' });
  return {
    id: 'spouses',
    title: 'Bên nam và bên nữ',
    intro: 'Nam từ đủ 20 tuổi, nữ từ đủ 18 tuổi.',
    questions: {
      ...sideOf('groom', 'bên nam', groom),
      ...sideOf('bride', 'bên nữ', bride),
      willing: yes({ label: 'Hai bên tự nguyện và không thuộc trường hợp cấm kết hôn' }),
    },
  } satisfies Block;
}

type Side = ReturnType<typeof personQuestions>;

function sideOf(side: 'groom' | 'bride', word: string, person: Side) {
  const named = {
    Name: { ...person.name, label: `Họ tên ${word}` },
    BirthDate: { ...birthDate({ label: `Ngày sinh ${word}`, autocomplete: 'off', sample: person.birthDate.sample }, 'day') },
    Ethnicity: { ...person.ethnicity, label: `Dân tộc ${word}` },
    Nationality: { ...person.nationality, label: `Quốc tịch ${word}` },
    Residence: { ...person.residence, label: `Nơi cư trú ${word}` },
    Number: { ...person.number, label: `Số định danh ${word}` },
    Times: count({ label: `Kết hôn lần thứ mấy (${word})`, sample: '1' }, 1, 9),
  };
  return Object.fromEntries(Object.entries(named).map(([id, question]) => [`${side}${id}`, question]));
}

/** What a marital-status paper (giấy xác nhận tình trạng hôn nhân) is for, and the status declared. */
export function maritalStatus() {
  return {
    id: 'marital',
    title: 'Tình trạng hôn nhân',
    questions: {
      ...personQuestions({ name: 'Nông Thị Mẫu', birth: '25/3/1990' }),
      status: choice({ label: 'Tình trạng hiện nay' }, statuses),
      spouseNow: onlyWhen('status', ['married'], personName({ label: 'Họ tên vợ hoặc chồng', autocomplete: 'off' })),
      endedBy: onlyWhen(
        'status',
        ['divorced', 'widowed'],
        text({ label: 'Giấy tờ chứng minh', help: 'Số bản án, quyết định ly hôn hoặc trích lục khai tử; cơ quan cấp; ngày.' }),
      ),
      purpose: choice(
        { label: 'Dùng để làm gì?' },
        { marriage: 'Để kết hôn', property: 'Mua bán, chuyển nhượng tài sản', loan: 'Vay vốn', other: 'Việc khác' },
      ),
      partner: onlyWhen('purpose', ['marriage'], personName({ label: 'Họ tên người định kết hôn', autocomplete: 'off', sample: 'Lường Văn Mẫu' })),
      marryAt: onlyWhen('purpose', ['marriage'], place({ label: 'Nơi dự định đăng ký kết hôn' })),
      purposeText: onlyWhen('purpose', ['other'], text({ label: 'Việc khác là việc gì?' })),
      addresses: optional(
        text({ label: 'Những nơi đã thường trú từ khi đủ tuổi kết hôn', help: 'Kể từng nơi và thời gian; chỉ một nơi thì để trống.', sample: '' }, 1000),
      ),
      again: choice({ label: 'Đã từng được cấp giấy này chưa?', sample: 'no' }, { no: 'Chưa', yes: 'Rồi, xin cấp lại' }),
    },
  } satisfies Block;
}
