namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>Income and work of a household as its row states them.</summary>
/// <param name="SeenOn">Day.</param>
/// <param name="IncomeVnd">Income in đồng per person and month.</param>
/// <param name="Workers">People of working age who worked.</param>
/// <param name="Work">What they lived on.</param>
/// <param name="Observer">Who saw it.</param>
public readonly record struct LivelihoodDraft(DateOnly SeenOn, long IncomeVnd, int Workers, TextPiece Work, TextPiece Observer);
