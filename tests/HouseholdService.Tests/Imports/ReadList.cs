using System.Text;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Imports.Checking;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>What was understood from a list, kept for looking at.</summary>
internal sealed class ReadList : IListSink
{
    public List<ReadHousehold> Households { get; } = [];

    public List<(Finding Finding, int Household)> Findings { get; } = [];


    public ListChecker Checker { get; private set; } = null!;

    public IEnumerable<Finding> Faults => Findings.Select(pair => pair.Finding).Where(finding => FindingCatalogue.All[finding.Code].Level == FindingLevel.Fault);

    public string[] Codes => [.. Findings.Select(pair => pair.Finding.Code).Where(code => code != "columns-skipped")];

    /// <summary>Reads any file.</summary>
    public static ReadList Of(Stream file, ImportRules? rules = null)
    {
        var list = new ReadList();
        using IRowSource source = FileKinds.Of(file) == FileKind.Workbook ? new Workbook(file, new ReadLimits()) : new CsvReader(file);
        list.Checker = new ListChecker(rules ?? SampleRules.For(), source.Sheets, list);
        var batch = new RowBatch();
        while (source.Read(batch))
            list.Checker.Process(batch);
        list.Checker.Complete();
        return list;
    }

    /// <summary>Reads a workbook written by the action.</summary>
    public static ReadList OfSheet(Action<SheetWriter> write, ImportRules? rules = null, bool sharedStrings = true)
    {
        var file = new MemoryStream();
        using (var book = new WorkbookWriter(file, sharedStrings))
            write(book.Sheet("Sheet1"));
        file.Position = 0;
        return Of(file, rules);
    }

    /// <summary>Reads CSV text.</summary>
    public static ReadList OfCsv(string text, ImportRules? rules = null) => Of(new MemoryStream(Encoding.UTF8.GetBytes(text)), rules);

    public void Add(HouseholdDraft household)
    {
        string? Text(TextPiece piece) => piece.IsEmpty ? null : household.Texts.Text(piece);
        Households.Add(new ReadHousehold(
            household.FirstRow, household.HasFault, Text(household.Code), Text(household.Hamlet), household.ReviewedOn, household.Answers.IncomePoints,
            household.Answers.DeprivationPoints, household.Answers.Deprivations, household.Answers.IncomeVnd, household.Class, [.. household.Causes], household.Needs,
            household.HasMerit, Text(household.Phone), household.StatedChange,
            [.. household.Members.Take(household.MemberCount).Select(member => new ReadMember(
                member.Row, Text(member.Name), Text(member.Search), member.Sex, member.BirthYear, member.BirthDay < 0 ? null : DateOnly.FromDayNumber(member.BirthDay),
                member.EthnicGroup, member.Relation, Text(member.Identity), Text(member.OldIdentity)))]));
    }

    public void Add(Finding finding, int household) => Findings.Add((finding, household));

}

internal sealed record ReadHousehold(
    int Row, bool HasFault, string? Code, string? Hamlet, DateOnly ReviewedOn, int? PointsB1, int? PointsB2, int? Deprivations, long? Income, PovertyClass Class,
    string[] Causes, uint Needs, bool? Merit, string? Phone, string? StatedChange, ReadMember[] Members);

internal sealed record ReadMember(
    int Row, string? Name, string? Search, byte Sex, short BirthYear, DateOnly? Birth, string? EthnicGroup, string? Relation, string? Identity, string? Old);
