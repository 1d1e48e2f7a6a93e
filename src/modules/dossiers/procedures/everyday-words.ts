/** What people call things, and what the register calls them; both folded. Searching one also searches the other. */
export const everydayWords: readonly (readonly [said: string, written: string])[] = [
  ['so do', 'quyen su dung dat'],
  ['bia do', 'quyen su dung dat'],
  ['so hong', 'quyen su dung dat'],
  ['lam nha', 'giay phep xay dung'],
  ['xay nha', 'giay phep xay dung'],
  ['bang lai xe', 'giay phep lai xe'],
  ['bang lai', 'giay phep lai'],
  ['tach so', 'tach thua'],
  ['sang ten', 'chuyen quyen'],
  ['mo quan', 'ho kinh doanh'],
  ['mo cua hang', 'ho kinh doanh'],
  ['doi ten', 'cai chinh ho tich'],
  ['nhan con nuoi', 'nuoi con nuoi'],
  ['nuoi con nuoi', 'nhan con nuoi'],
  ['tien gia', 'tro cap xa hoi'],
  ['nguoi gia', 'nguoi cao tuoi'],
  ['tan tat', 'khuyet tat'],
  ['liet si', 'nguoi co cong'],
  ['thuong binh', 'nguoi co cong'],
  ['ho ngheo', 'ngheo'],
  ['bao hiem y te', 'bhyt'],
  ['ho khau', 'thuong tru'],
  ['can cuoc', 'the can cuoc'],
  ['cong chung', 'chung thuc'],
  ['sao y', 'chung thuc ban sao'],
  ['taxi', 'xe o to kinh doanh van tai'],
  ['pha rung', 'lam nghiep'],
  ['dao ao', 'nuoi trong thuy san'],
  ['quay phim', 'dien anh'],
  ['karaoke', 'dich vu karaoke'],
];

/** Words that ask without saying what for. */
export const emptyWords: ReadonlySet<string> = new Set(
  'toi,em,chau,ong,ba,minh,xin,muon,can,lam,cho,di,o,dau,nao,gi,thi,la,va,bi,thu,tuc,nhu,voi,duoc,a'.split(','),
);
