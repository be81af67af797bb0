using System.Net;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Polly;
using PovertyPlatform.Contracts;

namespace PovertyPlatform.PartnerService.Features.Grants;

/// <summary>What the registry said when asked for the persons of a household.</summary>
internal enum RegistryOutcome
{
    /// <summary>Here they are.</summary>
    Found = 1,

    /// <summary>It knows no such household in the caller's areas.</summary>
    Unknown = 2,

    /// <summary>The caller may not see them.</summary>
    Refused = 3,

    /// <summary>It did not answer.</summary>
    Away = 4,
}

/// <summary>
/// Asks the registry for the persons who may stand for a household, with the token that the caller has for it: the registry decides, and records, who reads them. This service
/// keeps none of it. Only the fields named in <see cref="Representative"/> are let through, whatever else the registry may come to answer.
/// </summary>
internal sealed class RegistryClient(HttpClient http)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task<(RegistryOutcome Outcome, Representatives? Persons)> Read(Guid householdId, string authorization, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/households/{householdId}/representatives");
        request.Headers.TryAddWithoutValidation(HeaderNames.Authorization, authorization);
        try
        {
            using var response = await http.SendAsync(request, ct);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => (RegistryOutcome.Found, await response.Content.ReadFromJsonAsync<Representatives>(Json, ct)),
                HttpStatusCode.NotFound => (RegistryOutcome.Unknown, null),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => (RegistryOutcome.Refused, null),
                _ => (RegistryOutcome.Away, null),
            };
        }
        catch (Exception failure) when (!ct.IsCancellationRequested
            && failure is HttpRequestException or OperationCanceledException or ExecutionRejectedException or JsonException)
        {
            return (RegistryOutcome.Away, null);
        }
    }
}

/// <summary>Who may stand for the household at a bank.</summary>
/// <param name="Head">Head of the household.</param>
/// <param name="Adults">Members of 18 years and over; they choose one of them to sign for all.</param>
public sealed record Representatives(Representative? Head, IReadOnlyList<Representative>? Adults);

/// <summary>A person, for the purpose of a loan only.</summary>
/// <param name="FullName">Full name.</param>
/// <param name="BirthDate">Birth date (2026-01-31) or, for older persons, the year alone.</param>
/// <param name="Sex">Sex as registered.</param>
/// <param name="IdentityNumber">Identity number as text, 12 digits (9 on old cards).</param>
/// <param name="IdentityCheckedOn">Day on which it was compared with the population data; absent when it was not.</param>
/// <param name="Relation">Relation to the head, as a code of the registry's list.</param>
public sealed record Representative(
    [PersonalData(DataClass.P2)] string FullName,
    [PersonalData(DataClass.P2)] string? BirthDate,
    [PersonalData(DataClass.P1)] string? Sex,
    [PersonalData(DataClass.P3)] string? IdentityNumber,
    [PersonalData(DataClass.P1)] DateOnly? IdentityCheckedOn,
    [PersonalData(DataClass.P1)] string? Relation);
