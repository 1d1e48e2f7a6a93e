import { birthDate, choice, email, paperNumber, personName, personalNumber, phone, place, text } from '../form/questions.ts';
import { type Block, onlyWhen, optional } from '../form/question.ts';
import { ethnicGroups } from './ethnic-groups.ts';

export const sexes = { male: 'Nam', female: 'Nữ' };

export const idPapers = { 'personal-number': 'Số định danh (thẻ căn cước)', passport: 'Hộ chiếu', 'old-card': 'Chứng minh nhân dân cũ', other: 'Giấy tờ khác' };

/** Who asks (người yêu cầu), as every procedure needs: what the identity card says, and how to be reached. */
export function applicant() {
  return {
    id: 'applicant',
    title: 'Người nộp hồ sơ',
    intro: 'Ghi như trên thẻ căn cước.',
    questions: {
      name: personName({ label: 'Họ, chữ đệm, tên' }),
      idKind: choice({ label: 'Loại giấy tờ tùy thân', usual: 'personal-number' }, idPapers),
      number: onlyWhen('idKind', ['personal-number'], personalNumber({ sample: '019190000123' })),
      otherNumber: onlyWhen('idKind', ['passport', 'old-card', 'other'], paperNumber({ label: 'Số giấy tờ' })),
      birthDate: birthDate(),
      sex: choice({ label: 'Giới tính', sample: 'female' }, sexes),
      address: place({ label: 'Nơi cư trú', autocomplete: 'street-address' }),
      phone: phone(),
      email: optional(email({ help: 'Không có thì để trống.' })),
    },
  } satisfies Block;
}

/** Whom the requester acts for (tư cách người yêu cầu), and the relation when it is a relative. */
export function requester() {
  return {
    id: 'requester',
    title: 'Ông (bà) yêu cầu với tư cách nào?',
    questions: {
      kind: choice({ label: 'Tư cách người yêu cầu' }, { self: 'Cho chính mình', authorised: 'Được người khác ủy quyền', organisation: 'Cơ quan, tổ chức' }),
      relation: onlyWhen('kind', ['authorised'], choice({ label: 'Quan hệ với người ủy quyền' }, relations)),
      organisation: onlyWhen('kind', ['organisation'], text({ label: 'Tên cơ quan, tổ chức', autocomplete: 'organization', sample: 'Trường Tiểu học Mẫu' })),
      reason: onlyWhen('kind', ['organisation'], text({ label: 'Lý do yêu cầu', sample: 'Bổ sung hồ sơ học sinh' })),
    },
  } satisfies Block;
}

/** Near relatives need no certified authorisation (ủy quyền không phải chứng thực). */
export const relations = {
  spouse: 'Vợ hoặc chồng',
  parent: 'Cha hoặc mẹ',
  child: 'Con',
  grandparent: 'Ông hoặc bà',
  sibling: 'Anh, chị, em ruột',
  other: 'Người khác',
};

/** A person who is spoken of: name, birth, sex, people, nationality, residence. */
export function personQuestions(sample: { name: string; birth: string; sex?: 'male' | 'female' }) {
  return {
    name: personName({ label: 'Họ, chữ đệm, tên', autocomplete: 'off', sample: sample.name }),
    birthDate: birthDate({ sample: sample.birth, autocomplete: 'off' }),
    ethnicity: choice({ label: 'Dân tộc', sample: '08' }, ethnicGroups),
    nationality: text({ label: 'Quốc tịch', sample: 'Việt Nam' }, 60),
    residence: place({ label: 'Nơi cư trú' }),
    number: optional(personalNumber({ help: '12 chữ số; chưa có thì để trống.', sample: '' })),
  };
}
