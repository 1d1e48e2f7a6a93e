/** The passwords tried first by anyone guessing, here and elsewhere; folded (no accents, lower case), eight letters and longer. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password passw0rd password1 password12 password123 password1234 p@ssw0rd p@ssword p@ssw0rd123 pass1234 qwertyuiop qwerty123 qwerty12345
  1q2w3e4r 1q2w3e4r5t 1qaz2wsx zaq12wsx qazwsxedc asdfghjkl asdf1234 zxcvbnm123 q1w2e3r4 abcd1234 abc12345 abc123456 abc123abc a1b2c3d4
  a123456789 aa123456 aa12345678 abcdef123 123456789 1234567890 123123123 12341234 12344321 11223344 1122334455 147258369 159753456 987654321
  0987654321 123456789a 123456aa 123456abc 123321123 11111111 00000000 88888888 66668888 68686868 79797979 12121212 112233445566 20202020
  iloveyou iloveyou1 sunshine princess football baseball superman trustno1 letmein1 letmein123 welcome1 welcome123 whatever starwars
  dragon123 monkey123 master123 admin123 admin1234 admin12345 admin@123 admin@1234 administrator root1234 user1234 test1234 guest1234 changeme
  changeme1 default1 secret123 computer internet michelle jennifer charlie1 pokemon1 samsung1 samsung123 google123 facebook facebook1
  anhyeuem anhyeuem1 anhyeuem123 emyeuanh emyeuanh1 yeuemnhieu yeuanhnhieu anhnhoem nhoemnhieu conyeume conyeubome giadinh1 giadinhtoi
  khongbiet khongcopass khongnho khongnoi matkhau1 matkhau123 matkhau@123 matkhaumoi matkhaucu doimatkhau motcua123 motcua@123 hanhchinh
  hanhchinhcong dichvucong dichvucong1 congchuc congchuc1 congchuc123 canbo123 canbo@123 vanthu123 hotich123 tuphap123 lanhdao123 chutich123
  ubnd1234 ubnd@123 ubnd@1234 vietnam1 vietnam123 vietnam@123 vietnam2021 vietnam2026 hanoi123 saigon123 thainguyen thainguyen1 thainguyen123
  thainguyen@123 thainguyen20 vonhai123 sangmoc123 backan123 hochiminh hochiminh1 dienbienphu tinhyeu1 tinhyeu123 hanhphuc hanhphuc1
  hoahong1 phuong123 nguyen123 nguyenvana nguyen1234 tranvana hoang123 thanh123 quang123 minhquan ngocanh1 maiyeuem maiyeuanh loveyou1
  deptrai1 deptrai123 xinhgai1 thienthan hoangtu1 congchua1 conmeocon bongda123 muaxuan1 xinchao1 xinchao123 taikhoan taikhoan1 dangnhap
  dangnhap1 dangnhap123 aa@123456 abc@1234 abc@12345 abc@123456 abcd@1234 aa@12345 a@123456 a@1234567 a@12345678 123@abcd 123456@a 123456@abc`.split(/\s+/),
);
