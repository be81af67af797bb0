namespace PovertyPlatform.Seed.People;

/// <summary>How families of an ethnic group name themselves. Clan names are real, the people are not.</summary>
sealed record NamingHabits(string EthnicCode, string[] Clans, string[] MenMiddle, string[] Men, string[] WomenMiddle, string[] Women)
{
    public string Name(Dice dice, string clan, bool isWoman)
    {
        var middle = dice.Pick(isWoman ? WomenMiddle : MenMiddle);
        var given = dice.Pick(isWoman ? Women : Men);
        return middle.Length == 0 ? $"{clan} {given}" : $"{clan} {middle} {given}";
    }

    /// <summary>The clan a wife comes from: another one, as marriage inside the clan is not done.</summary>
    public string OtherClan(Dice dice, string clan) => Clans[(Array.IndexOf(Clans, clan) + 1 + dice.Below(Clans.Length - 1)) % Clans.Length];

    public static NamingHabits Of(string ethnicCode) => All.GetValueOrDefault(ethnicCode, Kinh) is var habits && habits.EthnicCode == ethnicCode ? habits : habits with { EthnicCode = ethnicCode };

    static readonly NamingHabits Kinh = new("01",
        ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đỗ", "Bùi", "Ngô", "Đinh"],
        ["Văn", "Đức", "Hữu", "Quang", "Minh", "Tiến"],
        ["Hùng", "Dũng", "Thắng", "Hòa", "Long", "Quý", "Tuấn", "Khánh", "Bình", "Đạt", "Toàn", "Hiếu", "Kiên", "Sơn"],
        ["Thị", "Thị", "Thị Thu", "Thị Thanh", "Ngọc"],
        ["Hương", "Thúy", "Lan", "Hòa", "Quỳnh", "Hằng", "Mai", "Loan", "Nga", "Thủy", "Yến", "Huyền", "Phượng"]);

    static readonly NamingHabits Mong = new("08",
        ["Giàng", "Sùng", "Lý", "Thào", "Vàng", "Hờ", "Mùa", "Cứ", "Chang", "Hảng", "Phàng", "Lù", "Khang"],
        ["A", "A", "A", "Chứ", "Nủ", "Páo"],
        ["Chua", "Dê", "Sử", "Páo", "Lử", "Tủa", "Chống", "Dình", "Pủa", "Khua", "Sấu", "Vảng", "Sình", "Nhà", "Cang", "Tồng", "Súa", "Mang", "Hồng", "Phử", "Lầu", "Giao"],
        ["Thị"],
        ["Mỷ", "Dở", "Sua", "Chía", "Dua", "Máy", "Ca", "Sáy", "Xía", "Mảo", "Pàng", "Dợ", "Chư", "Súa", "Mang", "Cở", "Bla", "Khua", "Sông", "Say"]);

    static readonly NamingHabits Thai = new("03",
        ["Lò", "Hà", "Hoàng", "Lường", "Cầm", "Tòng", "Quàng", "Điêu", "Vì", "Cà"],
        ["Văn"],
        ["Ơn", "Pản", "Thoong", "Inh", "Khặm", "Piêng", "Ọi", "Chựa", "Duân", "Hặc", "Sương", "Phớ"],
        ["Thị"],
        ["Pản", "Ọi", "Ín", "Phương", "Inh", "Xoan", "Thương", "Muôn", "Pâng", "Hoa", "Lả", "Nươi"]);

    static readonly NamingHabits Dao = new("09",
        ["Bàn", "Triệu", "Đặng", "Phùng", "Chảo", "Lý", "Tẩn", "Phàn"],
        ["Văn", "Tòn", "Hữu", "Phúc", "Tiến", "Kim"],
        ["Sếnh", "Chiêu", "Tá", "Vạng", "Quyên", "Chòi", "Sơn", "Phú", "Kinh", "Lưu", "Thọ", "Nhậy"],
        ["Thị", "Mùi", "Tả"],
        ["Mẩy", "Pham", "Chẹ", "Nái", "Sểnh", "Liều", "Mùi", "Phẩy", "Lai", "Ghến"]);

    static readonly NamingHabits Tay = new("02",
        ["Hoàng", "Nông", "Lương", "Hà", "Hứa", "Ma", "Lục", "Đàm", "Sầm"],
        ["Văn", "Đình", "Quang"],
        ["Khánh", "Thiệp", "Tuyên", "Lâm", "Dưỡng", "Hoan", "Chung", "Nghị", "Thực", "Quyết"],
        ["Thị"],
        ["Nhung", "Thơm", "Bích", "Xuyến", "Mến", "Diệp", "Hoạt", "Nguyệt", "Thoa", "Liễu"]);

    static readonly NamingHabits Muong = new("06",
        ["Bùi", "Đinh", "Quách", "Hà", "Phùng"],
        ["Văn", "Công"],
        ["Ửng", "Thiển", "Dần", "Chiến", "Hởi", "Nhượng", "Bằng", "Thức"],
        ["Thị"],
        ["Ểm", "Dự", "Nhiên", "Thỏa", "Hiền", "Phúc", "Quyên", "Vân"]);

    static readonly NamingHabits Nung = new("07",
        ["Nông", "Hoàng", "Lù", "Vương", "Thèn", "Sần", "Lùng"],
        ["Văn", "Seo", "Dỉn"],
        ["Sài", "Phủ", "Thàng", "Khuây", "Dìn", "Sinh", "Tường", "Hạnh"],
        ["Thị"],
        ["Chanh", "Lèng", "Mai", "Phin", "Sen", "Hồng", "Dung", "Thìn"]);

    static readonly NamingHabits Giay = new("25",
        ["Vàng", "Lù", "Lục", "Hoàng", "Nông", "Phan"],
        ["Văn", "A"],
        ["Páo", "Cương", "Sèng", "Chài", "Thanh", "Tình", "Lượng", "Sự"],
        ["Thị"],
        ["Dín", "Hẻng", "Mẳn", "Liên", "Dâu", "Phiên", "Chấn", "Xuân"]);

    static readonly Dictionary<string, NamingHabits> All =
        new[] { Kinh, Mong, Thai, Dao, Tay, Muong, Nung, Giay }.ToDictionary(habits => habits.EthnicCode);
}
