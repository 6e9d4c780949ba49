using MucService.Admin;

return await Mucctl.RunAsync(args);
