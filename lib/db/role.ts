/** The role that the application acts as: it may read and append audit entries, never change them. */
export const APP_ROLE = 'control_plane_app';
