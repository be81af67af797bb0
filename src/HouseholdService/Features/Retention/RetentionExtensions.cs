using PovertyPlatform.HouseholdService.Data.Privacy;

namespace PovertyPlatform.HouseholdService.Features.Retention;

/// <summary>Registers what the rules of retention need.</summary>
internal static class RetentionExtensions
{
    public static IHostApplicationBuilder AddRetention(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RetentionOptions>().BindConfiguration("Retention").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IRetentionRound, RetentionRound>();
        builder.Services.AddHostedService<RetentionWorker>();
        return builder;
    }
}
