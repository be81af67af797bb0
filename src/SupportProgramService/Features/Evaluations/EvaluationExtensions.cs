namespace PovertyPlatform.SupportProgramService.Features.Evaluations;

/// <summary>Registers the worker that keeps grants true as time passes and rules change.</summary>
internal static class EvaluationExtensions
{
    public static IHostApplicationBuilder AddEvaluations(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<EvaluationOptions>().BindConfiguration("Evaluations").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<EvaluationBatches>();
        builder.Services.AddSingleton<EvaluationWake>();
        builder.Services.AddHostedService<EvaluationWorker>();
        return builder;
    }
}
