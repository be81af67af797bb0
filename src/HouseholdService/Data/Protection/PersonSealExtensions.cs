using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.HouseholdService.Data.Protection;

/// <summary>Registers the seals.</summary>
internal static class PersonSealExtensions
{
    public static IHostApplicationBuilder AddPersonSeals(this IHostApplicationBuilder builder)
    {
        builder.AddProtection();
        builder.Services.AddSingleton<PersonSeals>();
        return builder;
    }
}
