namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>Who takes a step, when, on what ground.</summary>
/// <param name="On">Legal date of the step.</param>
/// <param name="ActorId">Subject of the token.</param>
/// <param name="At">Now.</param>
/// <param name="Today">Today in Viet Nam.</param>
/// <param name="Rules">Rules in force on the legal date.</param>
/// <param name="Evidence">Paper or file behind it.</param>
/// <param name="Reason">Why; demanded when a case goes back, is refused or withdrawn.</param>
public sealed record StepAct(DateOnly On, string ActorId, DateTimeOffset At, DateOnly Today, ReviewRules Rules, Evidence? Evidence = null, string? Reason = null);
