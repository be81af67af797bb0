using System.CommandLine;

namespace PovertyPlatform.Seed.Areas;

/// <summary>Turns the public lists of units and the conversion table of 2025 into the dated files of reference/areas.</summary>
static class ConvertAreas
{
    const string ProvinceHeadings = "code,name,name_en,type,valid_from,valid_to,legal_basis,confidence";
    const string DistrictHeadings = "code,name,name_en,type,province_code,valid_from,valid_to";
    const string CommuneHeadings = "code,name,name_en,type,area_type,province_code,district_code,valid_from,valid_to,legal_basis,confidence";
    const string CrosswalkHeadings = "old_code,old_district_code,old_province_code,new_code,new_province_code,changed_on,coverage,is_default_target,split_class,note";

    public static Command Command()
    {
        var source = new Argument<DirectoryInfo>("SOURCE") { Description = "folder with provinces_2025.csv, communes_2025.csv, *_legacy.csv and crosswalk_communes.csv" };
        var provinces = new Option<string>("--provinces") { Description = "today's codes of the provinces whose communes are wanted, e.g. 15,92; 'all' for the country", Required = true };
        var to = new Option<DirectoryInfo>("--to") { Description = "folder to write to", DefaultValueFactory = _ => new("reference/areas") };
        var command = new Command("areas", "Convert lists of administrative units to the format of reference/areas.") { source, provinces, to };
        command.SetAction(parsed => Convert(parsed.GetValue(source)!.FullName, parsed.GetValue(provinces)!, parsed.GetValue(to)!.FullName));
        return command;
    }

    public static int Convert(string source, string provinces, string to)
    {
        CsvTable Read(string name) => CsvTable.Read(Path.Combine(source, name + ".csv"));
        var crosswalk = Read("crosswalk_communes");
        var wanted = provinces == "all" ? Read("provinces_2025").Rows.Select(r => r("code")).ToHashSet() : [.. provinces.Split(',')];
        var moves = crosswalk.Rows.Where(r => wanted.Contains(r("new_province_code"))).ToList();
        var formerProvinces = moves.Select(r => r("old_province_code")).ToHashSet();

        Directory.CreateDirectory(to);
        void Write(string name, string headings, IEnumerable<string[]> rows)
        {
            var sorted = rows.OrderBy(r => r[0], StringComparer.Ordinal).ToList();
            CsvTable.Write(Path.Combine(to, name + ".csv"), headings, sorted);
            Console.WriteLine($"{name}.csv: {sorted.Count} rows");
        }

        Write("provinces", ProvinceHeadings,
        [
            .. Read("provinces_legacy").Rows.Select(r => (string[])[r("code"), r("full_name"), r("full_name_en"), r("type"), "", UnitDates.LastDayOfThreeLevels, UnitDates.BasisBefore, "H"]),
            .. Read("provinces_2025").Rows.Select(r => (string[])[r("code"), r("full_name"), r("full_name_en"), r("type"), r("valid_from"), r("valid_to"), .. UnitDates.BasisSince(r("valid_from"))])
        ]);
        Write("districts", DistrictHeadings, Read("districts_legacy").Rows.Where(r => formerProvinces.Contains(r("province_code")))
            .Select(r => (string[])[r("code"), r("full_name"), r("full_name_en"), r("type"), r("province_code"), "", UnitDates.LastDayOfThreeLevels]));
        Write("communes", CommuneHeadings,
        [
            .. Read("communes_legacy").Rows.Where(r => formerProvinces.Contains(r("province_code"))).Select(r => (string[])
                [r("code"), r("full_name"), r("full_name_en"), r("type"), UnitDates.AreaType(r("type")), r("province_code"), r("district_code"), "", UnitDates.LastDayOfThreeLevels, UnitDates.BasisBefore, "H"]),
            .. Read("communes_2025").Rows.Where(r => wanted.Contains(r("province_code"))).Select(r => (string[])
                [r("code"), r("full_name"), r("full_name_en"), r("type"), UnitDates.AreaType(r("type")), r("province_code"), "", r("valid_from"), r("valid_to"), .. UnitDates.CommuneBasis(r("valid_from"), r("type"))])
        ]);
        Write("crosswalk", CrosswalkHeadings, moves.Select(r => (string[])
            [r("old_code"), r("old_district_code"), r("old_province_code"), r("new_code"), r("new_province_code"), UnitDates.FirstDayOfTwoLevels,
             r("coverage"), r("is_default_target"), r("old_split_class"), Note(r)]));
        return 0;
    }

    static string Note(Func<string, string> row) =>
        string.Join("; ", new[] { row("note_vi"), row("data_note") }.Where(part => part.Length > 0));
}
