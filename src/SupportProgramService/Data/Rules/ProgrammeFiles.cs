using System.Text;
using PovertyPlatform.SupportProgramService.Domain.Programmes;
using Sylvan.Data.Csv;

namespace PovertyPlatform.SupportProgramService.Data.Rules;

/// <summary>Reads reference/programmes. What it returns has the right form; whether it makes sense is asked by <see cref="RuleCheck"/>.</summary>
public static class ProgrammeFiles
{
    private const string Programmes = "programmes.csv";
    private const string Rules = "rules.csv";
    private const string BaseRates = "base_rates.csv";
    private const string Rates = "rates.csv";

    private static readonly Dictionary<string, string[]> Columns = new()
    {
        [Programmes] =
        [
            "code", "rule_version", "name_vi", "name_en", "kind", "delivered_by", "target", "evaluation", "cap_vnd", "cap_unit", "cap_note", "max_term_months",
            "term_note", "grace_note", "overdue_factor", "documents", "bank_programme_code", "application_note_vi", "application_note_en", "legal_basis",
            "valid_from", "valid_to", "confidence", "source_note",
        ],
        [Rules] =
        [
            "programme_code", "rule_version", "step", "code", "condition", "argument", "decided_by", "text_vi", "text_en", "legal_basis", "confidence",
        ],
        [BaseRates] = ["basis_points", "valid_from", "valid_to", "legal_basis", "confidence"],
        [Rates] = ["programme_code", "beneficiary_group", "multiple", "fixed_basis_points", "valid_from", "valid_to", "legal_basis", "confidence"],
    };

    /// <summary>Reads the four files of the folder.</summary>
    public static (RuleData Data, IReadOnlyList<RuleFault> Faults) Read(string folder)
    {
        var faults = new List<RuleFault>();
        var data = new RuleData(
            ReadFile(folder, Programmes, faults, (row, _) => Programme(row)),
            ReadFile(folder, Rules, faults, (row, _) => Rule(row)),
            ReadFile(folder, BaseRates, faults, BaseRate),
            ReadFile(folder, Rates, faults, Rate));
        return (data, faults);
    }

    private static ProgrammeVersion Programme(ReferenceRow row) => new()
    {
        Code = row.Required("code"),
        RuleVersion = row.Required("rule_version"),
        NameVi = row.Required("name_vi"),
        NameEn = row.Required("name_en"),
        Kind = row.OneOf("kind", "credit", "training", "labour_export", "production_model", "emergency"),
        DeliveredBy = row.Required("delivered_by"),
        Target = row.OneOf("target", "household", "person", "organisation", "group", "person_or_group"),
        Evaluation = row.OneOf("evaluation", "automatic", "on-application") == "automatic" ? EvaluationMode.Automatic : EvaluationMode.OnApplication,
        CapVnd = row.Amount("cap_vnd"),
        CapUnit = row.OneOf("cap_unit", "", "vnd-per-household", "vnd-per-person", "vnd-per-person-per-month", "vnd-per-work", "vnd-per-project"),
        CapNote = row.Text("cap_note"),
        MaxTermMonths = row.Number("max_term_months"),
        TermNote = row.Text("term_note"),
        GraceNote = row.Text("grace_note"),
        OverdueFactor = row.Decimal("overdue_factor"),
        Documents = row.Text("documents"),
        BankProgrammeCode = row.Text("bank_programme_code"),
        ApplicationNoteVi = row.Text("application_note_vi"),
        ApplicationNoteEn = row.Text("application_note_en"),
        LegalBasis = row.Required("legal_basis"),
        ValidFrom = row.Day("valid_from"),
        ValidTo = row.Day("valid_to"),
        Confidence = row.OneOf("confidence", "H", "M", "L"),
        SourceNote = row.Text("source_note"),
    };

    private static RuleRow Rule(ReferenceRow row) => new()
    {
        ProgrammeCode = row.Required("programme_code"),
        RuleVersion = row.Required("rule_version"),
        Step = row.Required("step").Length == 0 ? 0 : row.Number("step") ?? 0,
        Code = row.Required("code"),
        Condition = row.Required("condition"),
        Argument = row.Text("argument"),
        DecidedBy = row.Required("decided_by"),
        TextVi = row.Required("text_vi"),
        TextEn = row.Required("text_en"),
        LegalBasis = row.Required("legal_basis"),
        Confidence = row.OneOf("confidence", "H", "M", "L"),
    };

    private static BaseRate BaseRate(ReferenceRow row, int ordinal) => new()
    {
        Ordinal = ordinal,
        BasisPoints = row.Required("basis_points").Length == 0 ? 0 : row.Decimal("basis_points") ?? 0,
        ValidFrom = row.Day("valid_from"),
        ValidTo = row.Day("valid_to"),
        LegalBasis = row.Required("legal_basis"),
        Confidence = row.OneOf("confidence", "H", "M", "L"),
    };

    private static ProgrammeRate Rate(ReferenceRow row, int ordinal) => new()
    {
        Ordinal = ordinal,
        ProgrammeCode = row.Required("programme_code"),
        BeneficiaryGroup = row.Required("beneficiary_group"),
        Multiple = row.Decimal("multiple"),
        FixedBasisPoints = row.Decimal("fixed_basis_points"),
        ValidFrom = row.Day("valid_from"),
        ValidTo = row.Day("valid_to"),
        LegalBasis = row.Required("legal_basis"),
        Confidence = row.OneOf("confidence", "H", "M", "L"),
    };

    private static List<Sourced<T>> ReadFile<T>(string folder, string name, List<RuleFault> faults, Func<ReferenceRow, int, T> make)
    {
        var file = $"programmes/{name}";
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            faults.Add(new RuleFault(file, 0, "the file is missing"));
            return [];
        }

        try
        {
            return ReadRows(path, file, Columns[name], faults, make);
        }
        catch (Exception unreadable) when (unreadable is DecoderFallbackException or CsvFormatException)
        {
            faults.Add(new RuleFault(file, (unreadable as CsvFormatException)?.RowNumber + 1 ?? 0, $"the file cannot be read as CSV in UTF-8: {unreadable.Message}"));
            return [];
        }
    }

    private static List<Sourced<T>> ReadRows<T>(string path, string file, string[] columns, List<RuleFault> faults, Func<ReferenceRow, int, T> make)
    {
        using var text = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
        using var csv = CsvDataReader.Create(text, new CsvDataReaderOptions { Delimiter = ',' });
        var headings = Enumerable.Range(0, csv.FieldCount).Select(csv.GetName).ToList();
        foreach (var missing in columns.Except(headings))
            faults.Add(new RuleFault(file, 1, $"the column {missing} is missing"));
        foreach (var unknown in headings.Except(columns))
            faults.Add(new RuleFault(file, 1, $"the column {unknown} is not known"));
        if (faults.Exists(fault => fault.File == file))
            return [];

        var rows = new List<Sourced<T>>();
        while (csv.Read())
        {
            var cells = headings.Select((heading, at) => (heading, value: csv.GetString(at).Trim())).ToDictionary(cell => cell.heading, cell => cell.value);
            var number = csv.RowNumber + 1;
            rows.Add(new Sourced<T>(make(new ReferenceRow(file, number, cells, faults), rows.Count + 1), file, number));
        }

        return rows;
    }
}
