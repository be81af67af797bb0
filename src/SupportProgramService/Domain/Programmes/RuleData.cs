namespace PovertyPlatform.SupportProgramService.Domain.Programmes;

/// <summary>A row and where it stands, so that a fault can name it.</summary>
public readonly record struct Sourced<T>(T Value, string File, int Row);

/// <summary>What is wrong with the rules, and in which file and row.</summary>
public sealed record RuleFault(string File, int Row, string Message)
{
    public override string ToString() => $"{File} row {Row}: {Message}";
}

/// <summary>All rows of the rules, not yet checked.</summary>
public sealed record RuleData(
    IReadOnlyList<Sourced<ProgrammeVersion>> Programmes,
    IReadOnlyList<Sourced<RuleRow>> Rules,
    IReadOnlyList<Sourced<BaseRate>> BaseRates,
    IReadOnlyList<Sourced<ProgrammeRate>> Rates);
