using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.PopulationData;

namespace PovertyPlatform.HouseholdService.Data.PopulationData;

/// <summary>A question to the national population database; each names the officer and the procedure, as its interface demands.</summary>
/// <param name="RequestId">Id that the caller makes.</param>
/// <param name="ProcedureCode">Administrative procedure.</param>
/// <param name="Officer">Who asks.</param>
/// <param name="IdentityNumber">Number of 12 digits, or of 9 on old cards.</param>
/// <param name="FullName">Name.</param>
/// <param name="BirthDate">Birth date, or null.</param>
/// <param name="BirthYear">Year of birth, where that is all that is known.</param>
/// <param name="Sex">Sex, or null.</param>
public sealed record PopulationQuestion(Guid RequestId, string ProcedureCode, string Officer, string IdentityNumber, string FullName, DateOnly? BirthDate, short? BirthYear, Sex? Sex);

/// <summary>The answer.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Differing">Fields that differ.</param>
public sealed record PopulationAnswer(PopulationOutcome Outcome, IReadOnlyList<string> Differing);

/// <summary>The national population database as the registry sees it. It never throws for being away: that is an answer.</summary>
public interface IPopulationRegister
{
    /// <summary>Asks about one person.</summary>
    Task<PopulationAnswer> Ask(PopulationQuestion question, CancellationToken ct);
}

/// <summary>Which population database is asked; from the section <c>PopulationRegister</c>.</summary>
public sealed class PopulationOptions
{
    /// <summary>Nobody is asked; every answer is <see cref="PopulationOutcome.Unavailable"/>.</summary>
    public const string None = "none";

    /// <summary>The stand-in of tests and demonstrations.</summary>
    public const string StandIn = "stand-in";

    /// <summary>One of the two; an adapter of a real bus gets a name of its own.</summary>
    [System.ComponentModel.DataAnnotations.AllowedValues(None, StandIn)]
    public string Kind { get; init; } = None;
}

/// <summary>No connection is set up.</summary>
internal sealed class NoPopulationRegister : IPopulationRegister
{
    public Task<PopulationAnswer> Ask(PopulationQuestion question, CancellationToken ct) => Task.FromResult(new PopulationAnswer(PopulationOutcome.Unavailable, []));
}

/// <summary>Invented answers, told by the last digit of the number: 9 is away, 8 is not found, 7 has another name, 6 another birth date; everything else matches.</summary>
internal sealed class StandInPopulationRegister : IPopulationRegister
{
    public Task<PopulationAnswer> Ask(PopulationQuestion question, CancellationToken ct) => Task.FromResult(question.IdentityNumber[^1] switch
    {
        '9' => new PopulationAnswer(PopulationOutcome.Unavailable, []),
        '8' => new PopulationAnswer(PopulationOutcome.NotFound, []),
        '7' => new PopulationAnswer(PopulationOutcome.Differs, ["name"]),
        '6' => new PopulationAnswer(PopulationOutcome.Differs, ["birthDate"]),
        _ => new PopulationAnswer(PopulationOutcome.Matches, []),
    });
}

/// <summary>Chooses the register by configuration.</summary>
internal static class PopulationExtensions
{
    public static IHostApplicationBuilder AddPopulationRegister(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<PopulationOptions>().BindConfiguration("PopulationRegister").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IPopulationRegister>(services => services.GetRequiredService<Microsoft.Extensions.Options.IOptions<PopulationOptions>>().Value.Kind == PopulationOptions.StandIn
            ? new StandInPopulationRegister()
            : new NoPopulationRegister());
        return builder;
    }
}
